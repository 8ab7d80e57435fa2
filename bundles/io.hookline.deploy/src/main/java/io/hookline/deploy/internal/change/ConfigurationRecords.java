package io.hookline.deploy.internal.change;

import io.hookline.config.ReleaseConfigurations;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.SetConfigurations;
import io.hookline.deploy.internal.store.DesiredSetStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The revisions of configurations with which sets and releases ran. A set ends with the revisions that the set after it
 * records as those before it: configurations change while a set runs, and a set never changes. Used by one thread at a
 * time.
 */
final class ConfigurationRecords {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationRecords.class);

    private final Supplier<@Nullable ReleaseConfigurations> configurations;
    private final DesiredSetStore sets;
    private final Function<Artifact, Path> content;
    /** The PIDs that a jar defines, by its digest. */
    private final Map<String, Set<String>> defined = new ConcurrentHashMap<>();

    /**
     * Over the sets.
     *
     * @param content the file of a release in the store
     */
    ConfigurationRecords(
            Supplier<@Nullable ReleaseConfigurations> configurations,
            DesiredSetStore sets,
            Function<Artifact, Path> content) {
        this.configurations = configurations;
        this.sets = sets;
        this.content = content;
    }

    /**
     * The revisions to record in the set that follows the current one; null if nothing checks configurations.
     *
     * @param next the releases of the next set
     * @param before revisions that were current before this change, in place of those that are now
     */
    @Nullable
    SetConfigurations around(Collection<Artifact> next, Map<String, Long> before) {
        ReleaseConfigurations there = configurations.get();
        if (there == null) {
            return null;
        }
        List<Artifact> now = sets.current().map(DesiredSet::artifacts).orElse(List.of());
        Set<String> digests = new HashSet<>();
        now.forEach(artifact -> digests.add(artifact.sha256()));
        next.forEach(artifact -> digests.add(artifact.sha256()));
        defined.keySet().retainAll(digests);
        Map<String, Long> ended = new TreeMap<>(there.current(defined(there, now)));
        before.forEach((pid, number) -> ended.replace(pid, number));
        return new SetConfigurations(ended, there.current(defined(there, next)));
    }

    private Set<String> defined(ReleaseConfigurations there, Collection<Artifact> artifacts) {
        return artifacts.stream()
                .filter(artifact -> artifact.type().equals(Artifact.BUNDLE))
                .flatMap(artifact ->
                        defined.computeIfAbsent(artifact.sha256(), digest -> read(there, artifact)).stream())
                .collect(Collectors.toSet());
    }

    private Set<String> read(ReleaseConfigurations there, Artifact artifact) {
        try {
            return there.defined(content.apply(artifact));
        } catch (IOException e) {
            LOG.debug("the definitions of {} cannot be read: its configurations are not recorded", artifact, e);
            return Set.of();
        }
    }

    /**
     * The revisions with which a release ran at last.
     *
     * @param number of the set in which it ran; 0 for the latest
     * @return by PID; empty if no set tells
     */
    Map<String, Long> ranWith(Artifact artifact, long number) {
        List<DesiredSet> history = sets.history();
        for (int i = 0; i < history.size(); i++) {
            DesiredSet set = history.get(i);
            boolean ran = set.started().stream()
                    .anyMatch(one ->
                            one.name().equals(artifact.name()) && one.sha256().equals(artifact.sha256()));
            if (ran && (number == 0 || set.number() == number)) {
                return endedWith(set, i == 0 ? null : history.get(i - 1));
            }
        }
        return Map.of();
    }

    private static Map<String, Long> endedWith(DesiredSet set, @Nullable DesiredSet next) {
        SetConfigurations later = next == null ? null : next.configurations();
        SetConfigurations own = set.configurations();
        if (next == null) {
            return Map.of();
        }
        return later != null ? later.before() : own != null ? own.after() : Map.of();
    }
}
