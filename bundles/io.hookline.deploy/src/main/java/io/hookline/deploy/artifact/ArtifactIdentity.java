package io.hookline.deploy.artifact;

/**
 * Which release a file holds.
 *
 * @param name name of the plugin; two releases of one name replace each other
 * @param version its version, as {@link io.hookline.api.runtime.ReleaseVersion} reads it
 */
public record ArtifactIdentity(String name, String version) {

    /** Name and version. */
    public String label() {
        return name + " " + version;
    }
}
