package io.hookline.deploy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The plugins that are to run: numbered, and never changed once it is written.
 *
 * @param number one higher than that of the set before it
 * @param at when it was written
 * @param cause what led to it, in words
 * @param waivers what was accepted by name although a check refused it, one sentence each
 * @param artifacts the releases, by name
 */
public record DesiredSet(long number, Instant at, String cause, List<String> waivers, List<Artifact> artifacts) {

    /** Copies the lists. */
    public DesiredSet {
        waivers = List.copyOf(waivers);
        artifacts = List.copyOf(artifacts);
    }

    /** The release of a plugin, if one is to run. */
    public Optional<Artifact> release(String name) {
        return artifacts.stream()
                .filter(artifact -> artifact.name().equals(name))
                .findFirst();
    }
}
