package io.hookline.deploy;

import org.jspecify.annotations.Nullable;

/**
 * A release as a desired set names it.
 *
 * @param name name of the plugin; of a bundle its symbolic name
 * @param version its version
 * @param sha256 digest of the file's content; lower-case hexadecimal
 * @param origin where it came from: a file, a URL, or a file name in the drop folder behind {@code drop:}
 * @param signer fingerprint of the key that signed it, or null
 * @param type name of its artifact type; null, as in files of versions that knew only bundles, means {@value #BUNDLE}
 */
public record Artifact(
        String name, String version, String sha256, String origin, @Nullable String signer, @Nullable String type) {

    /** The type of OSGi bundles. */
    public static final String BUNDLE = "bundle";

    /** Prefix of the origin of a file in the drop folder. */
    public static final String DROP = "drop:";

    /** Fills in the type. */
    public Artifact {
        type = type == null ? BUNDLE : type;
    }

    /** An OSGi bundle. */
    public Artifact(String name, String version, String sha256, String origin, @Nullable String signer) {
        this(name, version, sha256, origin, signer, BUNDLE);
    }

    /** Name of its artifact type. */
    @Override
    public String type() {
        return type == null ? BUNDLE : type;
    }

    /** The same release with another origin. */
    public Artifact withOrigin(String other) {
        return new Artifact(name, version, sha256, other, signer, type);
    }

    /** Name and version. */
    public String label() {
        return name + " " + version;
    }
}
