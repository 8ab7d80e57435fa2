package io.hookline.deploy.internal.component;

import io.hookline.api.runtime.Cause;
import io.hookline.api.runtime.ReleaseId;
import io.hookline.engine.release.ChainPreview;
import io.hookline.engine.release.PlannedHook;
import io.hookline.engine.release.ReleaseChange;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.engine.release.ReleaseHook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A live set that only remembers what it is told. */
final class FakeReleaseControl implements ReleaseControl {

    final List<Cause> causes = new CopyOnWriteArrayList<>();

    final List<ReleaseChange> published = new CopyOnWriteArrayList<>();
    final Set<ReleaseId> inChains = ConcurrentHashMap.newKeySet();
    final Set<ReleaseId> held = ConcurrentHashMap.newKeySet();
    final Map<ReleaseId, List<ReleaseHook>> hooks = new ConcurrentHashMap<>();
    final List<ChainPreview> previews = new CopyOnWriteArrayList<>();
    final List<PlannedHook> planned = new CopyOnWriteArrayList<>();
    private final List<String> events;
    volatile long callsLeft;
    /** Runs before a generation is published. */
    volatile Runnable onPublish = () -> {};
    /** Runs while calls are waited for. */
    volatile Runnable onDrain = () -> {};

    FakeReleaseControl(List<String> events) {
        this.events = events;
    }

    @Override
    public void stage(Collection<ReleaseId> releases) {
        held.addAll(releases);
    }

    @Override
    public void forget(Collection<ReleaseId> releases) {
        held.removeAll(releases);
        inChains.removeAll(releases);
    }

    @Override
    public synchronized long publish(ReleaseChange change) {
        onPublish.run();
        causes.add(change.cause());
        published.add(change);
        held.removeAll(change.joining());
        inChains.addAll(change.joining());
        inChains.removeAll(change.leaving());
        held.addAll(change.leaving());
        events.add("publish");
        return published.size();
    }

    @Override
    public long awaitDrained(long generation, Duration timeout) {
        onDrain.run();
        events.add("drain");
        return callsLeft;
    }

    @Override
    public Duration drainTimeout() {
        return Duration.ofMillis(50);
    }

    @Override
    public List<ChainPreview> preview(List<PlannedHook> joining, Set<ReleaseId> leaving) {
        planned.addAll(joining);
        return List.copyOf(previews);
    }

    @Override
    public List<ReleaseHook> hooks(ReleaseId release) {
        return hooks.getOrDefault(release, List.of());
    }

    /** Names and versions of the releases in the chains. */
    Set<String> running() {
        Set<String> labels = new LinkedHashSet<>();
        inChains.stream().map(ReleaseId::label).sorted().forEach(labels::add);
        return labels;
    }

    /** The names of the routes of the latest generation. */
    List<String> routes() {
        List<String> names = new ArrayList<>();
        if (!published.isEmpty()) {
            published.get(published.size() - 1).routes().forEach(route -> names.add(route.name()));
        }
        return names;
    }
}
