package io.hookline.deploy;

import org.jspecify.annotations.Nullable;

/**
 * A release as a desired set names it.
 *
 * @param name symbolic name of the bundle
 * @param version its version
 * @param sha256 what the jar's content is known by; lower-case hexadecimal
 * @param origin where it came from: a file, a URL, or a file name in the drop folder behind {@code drop:}
 * @param signer fingerprint of the key that signed it, or null
 */
public record Artifact(String name, String version, String sha256, String origin, @Nullable String signer) {

    /** What stands ahead of the file name in the origin of what came through the drop folder. */
    public static final String DROP = "drop:";

    /** Name and version. */
    public String label() {
        return name + " " + version;
    }
}
