package io.hookline.deploy;

import io.hookline.api.runtime.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which release of each plugin is deployed, and which plugins are stopped. Each set has a number and never changes once
 * it is written; the one with the highest number is the current.
 *
 * @param number one higher than that of the set before it
 * @param at when it was written
 * @param cause what led to it, for people
 * @param waivers checks that were waived by name, one sentence each
 * @param artifacts the releases, ordered by name
 * @param stopped names of the plugins among them that stay stopped until they are started; null, as in files of older
 *     versions, means none
 * @param actor who caused it; null, as in files of older versions, means unknown
 * @param configurations the revisions of its plugins' configurations; null, as in files of older versions and in sets
 *     that a start of the process wrote, means unknown
 * @param reason why, in the words of who caused it; null if they gave none
 */
public record DesiredSet(
        long number,
        Instant at,
        String cause,
        List<String> waivers,
        List<Artifact> artifacts,
        @Nullable List<String> stopped,
        @Nullable Actor actor,
        @Nullable SetConfigurations configurations,
        @Nullable String reason) {

    /** Copies the lists. */
    public DesiredSet {
        waivers = List.copyOf(waivers);
        artifacts = List.copyOf(artifacts);
        stopped = stopped == null ? List.of() : List.copyOf(stopped);
    }

    /** A set without stopped plugins, of an unknown actor. */
    public DesiredSet(long number, Instant at, String cause, List<String> waivers, List<Artifact> artifacts) {
        this(number, at, cause, waivers, artifacts, List.of(), null, null, null);
    }

    /** A set of an unknown actor. */
    public DesiredSet(
            long number,
            Instant at,
            String cause,
            List<String> waivers,
            List<Artifact> artifacts,
            @Nullable List<String> stopped) {
        this(number, at, cause, waivers, artifacts, stopped, null, null, null);
    }

    /** Names of the plugins that are stopped. */
    @Override
    public List<String> stopped() {
        return stopped == null ? List.of() : stopped;
    }

    /** Whether a plugin is deployed and stopped. */
    public boolean isStopped(String name) {
        return stopped().contains(name);
    }

    /** The releases that run, or would if they could start: all but the stopped ones. */
    public List<Artifact> started() {
        return artifacts.stream()
                .filter(artifact -> !isStopped(artifact.name()))
                .toList();
    }

    /** The deployed release of a plugin, stopped or not. */
    public Optional<Artifact> release(String name) {
        return artifacts.stream()
                .filter(artifact -> artifact.name().equals(name))
                .findFirst();
    }
}
