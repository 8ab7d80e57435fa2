package io.hookline.deploy.internal.change;

import io.hookline.deploy.Artifact;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.internal.release.Release;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The releases that the desired set will name once a change is made.
 *
 * @param artifacts the releases, by name
 * @param stopped names of those that are stopped
 */
record NextSet(List<Artifact> artifacts, Set<String> stopped) {

    /** Copies both. */
    NextSet {
        artifacts = List.copyOf(artifacts);
        stopped = Set.copyOf(stopped);
    }

    static NextSet of(
            Optional<DesiredSet> current,
            Collection<Release> leaving,
            Collection<Artifact> dropped,
            Collection<Artifact> arriving,
            Collection<Artifact> stopped) {
        Map<String, Artifact> artifacts = new TreeMap<>();
        Set<String> names = new TreeSet<>();
        current.ifPresent(set -> {
            set.artifacts().forEach(artifact -> artifacts.put(artifact.name(), artifact));
            names.addAll(set.stopped());
        });
        leaving.forEach(release -> artifacts.remove(release.artifact().name()));
        dropped.forEach(artifact -> artifacts.remove(artifact.name()));
        for (Artifact artifact : arriving) {
            artifacts.put(artifact.name(), artifact);
            names.remove(artifact.name());
        }
        for (Artifact artifact : stopped) {
            artifacts.put(artifact.name(), artifact);
            names.add(artifact.name());
        }
        names.retainAll(artifacts.keySet());
        return new NextSet(List.copyOf(artifacts.values()), names);
    }

    /** The releases that are to run. */
    List<Artifact> started() {
        return artifacts.stream()
                .filter(artifact -> !stopped.contains(artifact.name()))
                .toList();
    }
}
