package io.hookline.api.runtime;

import java.util.Objects;

/**
 * Names one installed release of a plugin.
 *
 * <p>A release is not always a bundle: a sandboxed plugin may be a file of another kind. The instance tells two
 * installations of the same name and version apart, and is never used again while the process lives. For an OSGi bundle
 * it is the bundle's id.
 *
 * <p>Two ids are equal if they have the same name and instance, whatever version they state: a bundle that is updated
 * in place keeps its id.
 *
 * @param name the plugin's name; for an OSGi bundle its symbolic name
 * @param version the release's version, as {@link ReleaseVersion} reads it
 * @param instance tells this installation from all others
 */
public record ReleaseId(String name, String version, long instance) {

    /** Name and version, for messages, for instance {@code io.hookline.plugin.apikey@1.0.0}. */
    public String label() {
        return name + "@" + version;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReleaseId id && id.instance == instance && id.name.equals(name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, instance);
    }
}
