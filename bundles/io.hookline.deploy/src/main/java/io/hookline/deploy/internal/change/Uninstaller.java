package io.hookline.deploy.internal.change;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.artifact.ArtifactType;
import io.hookline.deploy.artifact.StagedRelease;
import io.hookline.deploy.artifact.StopOutcome;
import io.hookline.deploy.internal.release.CallCounts;
import io.hookline.deploy.internal.release.Release;
import io.hookline.deploy.internal.release.Releases;
import io.hookline.deploy.internal.task.Countdown;
import io.hookline.deploy.internal.task.DeadlineTask;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.unload.UnloadWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes releases that have left the chains: waits for their calls, stops them, uninstalls them and has their
 * unloading watched.
 */
public final class Uninstaller {

    private static final Logger LOG = LoggerFactory.getLogger(Uninstaller.class);
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);
    private static final Duration POLL_EVERY = Duration.ofMillis(100);

    private final ReleaseControl control;
    private final UnloadWatch unloads;
    private final Duration stopTimeout;

    /** Gives each release so long to stop. */
    public Uninstaller(ReleaseControl control, UnloadWatch unloads, Duration stopTimeout) {
        this.control = control;
        this.unloads = unloads;
        this.stopTimeout = stopTimeout;
    }

    /**
     * Waits for the calls that may still use releases, and removes these; if there are none, it does not wait.
     *
     * @param generation the first generation without them
     */
    public Removal drainAndRemove(List<Release> leaving, long generation, ProgressListener progress)
            throws InterruptedException {
        if (leaving.isEmpty()) {
            return new Removal(0, 0, List.of());
        }
        for (Release release : leaving) {
            release.become(ReleaseState.STOPPING, "waiting for calls that began before generation " + generation);
        }
        List<String> notes = new ArrayList<>();
        long begun = System.nanoTime();
        long left = drain(generation, progress);
        long drainMillis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        if (left > 0) {
            String text = left + " calls that began before generation " + generation + " are still running after "
                    + drainMillis + " ms: the release that they use is removed nevertheless";
            notes.add(text);
            LOG.warn("{}", text);
        }
        notes.addAll(remove(leaving, progress));
        return new Removal(drainMillis, left, notes);
    }

    private long drain(long generation, ProgressListener progress) {
        long deadline = System.nanoTime() + control.drainTimeout().toNanos();
        while (true) {
            long rest = Math.max(0, deadline - System.nanoTime());
            long left = control.awaitDrained(generation, Duration.ofNanos(Math.min(rest, TELL_EVERY.toNanos())));
            if (left == 0 || rest <= TELL_EVERY.toNanos()) {
                return left;
            }
            progress.step("waiting for " + left + " calls that began before");
        }
    }

    /**
     * Stops and uninstalls releases that no call uses. A release that hangs is left behind, with a note.
     *
     * @return what went wrong, one sentence each
     */
    public List<String> remove(List<Release> leaving, ProgressListener progress) throws InterruptedException {
        Set<ArtifactType> types = new LinkedHashSet<>();
        leaving.forEach(release -> types.add(release.type()));
        List<String> notes = new ArrayList<>();
        for (ArtifactType type : types) {
            List<Release> ofType =
                    leaving.stream().filter(release -> release.isOf(type)).toList();
            notes.addAll(remove(type, ofType, progress));
        }
        return notes;
    }

    private List<String> remove(ArtifactType type, List<Release> leaving, ProgressListener progress)
            throws InterruptedException {
        List<String> notes = new ArrayList<>();
        List<Release> stopped = new ArrayList<>();
        List<Release> order = inStopOrder(type, leaving);
        for (Release release : order) {
            watch(release);
            release.keepCounts(CallCounts.of(control.hooks(release.id())));
            StopOutcome outcome = stop(type, release, progress);
            notes.addAll(note(release, outcome.faults()));
            if (outcome.ended()) {
                stopped.add(release);
            }
        }
        notes.addAll(uninstall(type, stopped, progress));
        // One whose stop hangs keeps its hooks registered: it has to stay out of the chains.
        List<ReleaseId> gone = Releases.staged(stopped).stream()
                .filter(StagedRelease::isGone)
                .map(StagedRelease::id)
                .toList();
        control.forget(gone);
        for (Release release : order) {
            unloads.removed(release.artifact().label());
            if (stopped.contains(release)) {
                release.removed();
            } else {
                release.leaveBehind();
            }
        }
        return notes;
    }

    private static List<Release> inStopOrder(ArtifactType type, List<Release> leaving) {
        List<StagedRelease> order = type.stopOrder(Releases.staged(leaving));
        List<Release> sorted = new ArrayList<>(leaving);
        sorted.sort((a, b) -> Integer.compare(order.indexOf(a.installed()), order.indexOf(b.installed())));
        return sorted;
    }

    private void watch(Release release) {
        ClassLoader loader = release.installed().classLoader();
        if (loader != null) {
            unloads.watch(release.artifact().label(), loader);
        }
    }

    /** A fault of the type does not keep the other releases from being removed. */
    private StopOutcome stop(ArtifactType type, Release release, ProgressListener progress)
            throws InterruptedException {
        String step = "stopping " + release.artifact().label();
        progress.step(step);
        AtomicReference<@Nullable StopOutcome> stopped = new AtomicReference<>();
        // The type keeps the deadline itself; meanwhile this thread tells how long it takes.
        DeadlineTask task = DeadlineTask.begin(
                "hookline-stop " + release.artifact().label(),
                () -> stopped.set(type.stop(release.installed(), "its release leaves", stopTimeout)));
        Countdown countdown = new Countdown(stopTimeout, progress::step);
        while (!task.await(POLL_EVERY)) {
            countdown.tick(step);
        }
        StopOutcome outcome = stopped.get();
        if (outcome != null) {
            return outcome;
        }
        Throwable failure = task.outcome().failure();
        if (failure instanceof InterruptedException) {
            throw new InterruptedException();
        }
        LOG.error("the artifact type {} has failed to stop {}", type.name(), release, failure);
        return new StopOutcome(true, List.of(String.valueOf(failure)));
    }

    /** What depends on the releases starts again, each within a deadline. This thread tells how long that takes. */
    private List<String> uninstall(ArtifactType type, List<Release> stopped, ProgressListener progress)
            throws InterruptedException {
        if (stopped.isEmpty()) {
            return List.of();
        }
        String labels = String.join(", ", Releases.labels(stopped));
        AtomicReference<@Nullable List<String>> faults = new AtomicReference<>();
        DeadlineTask task = DeadlineTask.begin(
                "hookline-uninstall " + labels,
                () -> faults.set(type.uninstall(Releases.staged(stopped), stopTimeout)));
        Countdown countdown = new Countdown(stopTimeout, progress::step);
        while (!task.await(POLL_EVERY)) {
            countdown.tickWithoutLimit("uninstalling " + labels + ", and starting again what depends on it");
        }
        List<String> ended = faults.get();
        if (ended != null) {
            return ended;
        }
        Throwable failure = task.outcome().failure();
        if (failure instanceof InterruptedException) {
            throw new InterruptedException();
        }
        LOG.error("the artifact type {} has failed to uninstall {}", type.name(), stopped, failure);
        return List.of("uninstalling " + labels + " went wrong: " + failure);
    }

    private static List<String> note(Release release, List<String> faults) {
        boolean leaves = release.state() == ReleaseState.STOPPING;
        String fault = faults.isEmpty()
                ? ""
                : "stopping " + release.artifact().label() + " went wrong: " + String.join("; ", faults)
                        + "; it counts as stopped";
        if (leaves) {
            release.become(ReleaseState.CLOSED, fault);
        }
        if (fault.isEmpty()) {
            return List.of();
        }
        LOG.warn("{}", fault);
        return List.of(fault);
    }

    /**
     * How a removal went.
     *
     * @param drainMillis how long it waited for calls
     * @param callsLeft how many calls were left when it gave up
     * @param notes what went wrong, one sentence each
     */
    public record Removal(long drainMillis, long callsLeft, List<String> notes) {}
}
