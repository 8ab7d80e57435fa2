package io.hookline.deploy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The plugins that are here, and which of them are to run: numbered, and never changed once it is written.
 *
 * @param number one higher than that of the set before it
 * @param at when it was written
 * @param cause what led to it, in words
 * @param waivers what was accepted by name although a check refused it, one sentence each
 * @param artifacts the releases, by name
 * @param stopped names of those among them that are not to run until they are started; null, as in files of versions that knew
 *     none, is taken for none
 */
public record DesiredSet(
        long number,
        Instant at,
        String cause,
        List<String> waivers,
        List<Artifact> artifacts,
        @Nullable List<String> stopped) {

    /** Copies the lists. */
    public DesiredSet {
        waivers = List.copyOf(waivers);
        artifacts = List.copyOf(artifacts);
        stopped = stopped == null ? List.of() : List.copyOf(stopped);
    }

    /** One all of whose releases are to run. */
    public DesiredSet(long number, Instant at, String cause, List<String> waivers, List<Artifact> artifacts) {
        this(number, at, cause, waivers, artifacts, List.of());
    }

    /** Names of the plugins that are not to run until they are started. */
    @Override
    public List<String> stopped() {
        return stopped == null ? List.of() : stopped;
    }

    /** Whether a plugin is here and not to run. */
    public boolean isStopped(String name) {
        return stopped().contains(name);
    }

    /** The releases that are to run; the rest is stopped. */
    public List<Artifact> started() {
        return artifacts.stream()
                .filter(artifact -> !isStopped(artifact.name()))
                .toList();
    }

    /** The release of a plugin, if one is to run. */
    public Optional<Artifact> release(String name) {
        return artifacts.stream()
                .filter(artifact -> artifact.name().equals(name))
                .findFirst();
    }
}
