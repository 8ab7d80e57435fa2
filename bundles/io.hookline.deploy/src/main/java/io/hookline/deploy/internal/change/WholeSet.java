package io.hookline.deploy.internal.change;

import io.hookline.deploy.Artifact;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.Plan;
import io.hookline.deploy.artifact.ArtifactType;
import io.hookline.deploy.artifact.Resolution;
import io.hookline.deploy.internal.artifact.ArtifactTypes;
import io.hookline.deploy.internal.receive.ReceivedArtifact;
import io.hookline.deploy.internal.store.DesiredSetStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Refuses changes after which the desired set could not start whole: a plugin that stays would lack what it requires,
 * at once or at the next start of the process. An operator can waive it for a plugin by name. What could not start
 * before either does not keep other changes from being made. Used by one thread at a time.
 */
final class WholeSet {

    private static final Set<DeployRefusal> SAY_MORE = Set.of(DeployRefusal.UNRESOLVED, DeployRefusal.NOT_A_BUNDLE);

    private final DesiredSetStore sets;
    private final ArtifactTypes types;
    private final Function<Artifact, Path> content;

    /**
     * Over the current set.
     *
     * @param content the file of a release in the store
     */
    WholeSet(DesiredSetStore sets, ArtifactTypes types, Function<Artifact, Path> content) {
        this.sets = sets;
        this.types = types;
        this.content = content;
    }

    /** A plan, with the reasons for which the set would not be whole. */
    Plan completed(Plan plan, Change change) {
        Set<String> arriving = change.arriving().stream()
                .map(received -> received.artifact().name())
                .collect(Collectors.toSet());
        if (plan.refusals().stream().anyMatch(refusal -> SAY_MORE.contains(refusal.kind()))) {
            // What arrives cannot be read, or does not resolve as things are: that is told already, and says more.
            return plan;
        }
        Optional<DesiredSet> current = sets.current();
        Map<String, Resolution> after = unstartable(
                NextSet.of(
                                current,
                                change.leaving(),
                                change.dropped(),
                                change.arriving().stream()
                                        .map(ReceivedArtifact::artifact)
                                        .toList(),
                                change.stopped())
                        .started(),
                change.arriving());
        if (after.isEmpty()) {
            return plan;
        }
        Set<String> before = unstartable(current.map(DesiredSet::started).orElse(List.of()), List.of())
                .keySet();
        List<Plan.Refusal> refusals = new ArrayList<>(plan.refusals());
        List<String> notes = new ArrayList<>(plan.notes());
        after.forEach((name, reason) -> {
            if (before.contains(name) && !arriving.contains(name)) {
                notes.add(name + " waits as before: " + reason.headline());
            } else if (change.options().waived().contains(name)) {
                notes.add("waived for " + name + ", which waits: " + reason.headline());
            } else {
                refusals.add(new Plan.Refusal(
                        DeployRefusal.SET_INCOMPLETE,
                        reason.headline() + "; " + cure(name, arriving.contains(name)),
                        reason.details()));
            }
        });
        return new Plan(plan.releases(), plan.leaving(), plan.chains(), plan.ripple(), refusals, notes);
    }

    private static String cure(String name, boolean arrives) {
        return (arrives ? "" : "stop or remove " + name + " as well, ") + "or accept that it waits (--waive " + name
                + ")";
    }

    /** The plugins of a set that could not start, by name. */
    private Map<String, Resolution> unstartable(List<Artifact> set, Collection<ReceivedArtifact> received) {
        Map<String, Path> files = new HashMap<>();
        received.forEach(one -> files.put(one.artifact().sha256(), one.content()));
        Map<ArtifactType, Map<Path, String>> byType = new LinkedHashMap<>();
        for (Artifact artifact : set) {
            types.find(artifact.type()).ifPresent(type -> byType.computeIfAbsent(type, one -> new LinkedHashMap<>())
                    .put(files.getOrDefault(artifact.sha256(), content.apply(artifact)), artifact.name()));
        }
        Map<String, Resolution> unstartable = new LinkedHashMap<>();
        byType.forEach((type, names) -> ask(type, names.keySet())
                .forEach((file, reason) -> unstartable.put(names.getOrDefault(file, String.valueOf(file)), reason)));
        return unstartable;
    }

    private static Map<Path, Resolution> ask(ArtifactType type, Set<Path> files) {
        try {
            return type.unstartable(files);
        } catch (IOException e) {
            String why = "a file of the set cannot be read: " + e;
            return files.stream()
                    .limit(1)
                    .collect(Collectors.toMap(
                            file -> file, file -> new Resolution(DeployRefusal.UNREADABLE, why, List.of())));
        }
    }
}
