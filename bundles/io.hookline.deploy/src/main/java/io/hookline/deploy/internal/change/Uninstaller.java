package io.hookline.deploy.internal.change;

import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.internal.bundle.DeadlineTask;
import io.hookline.deploy.internal.bundle.LifecycleRunner;
import io.hookline.deploy.internal.bundle.PluginBundles;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.unload.UnloadWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes releases out that have left the chains: waits for their calls, stops them, and has them unloaded. */
final class Uninstaller {

    private static final Logger LOG = LoggerFactory.getLogger(Uninstaller.class);
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);

    private final PluginBundles bundles;
    private final LifecycleRunner lifecycles;
    private final ReleaseControl control;
    private final UnloadWatch unloads;
    private final Duration stopTimeout;

    Uninstaller(
            PluginBundles bundles,
            LifecycleRunner lifecycles,
            ReleaseControl control,
            UnloadWatch unloads,
            Duration stopTimeout) {
        this.bundles = bundles;
        this.lifecycles = lifecycles;
        this.control = control;
        this.unloads = unloads;
        this.stopTimeout = stopTimeout;
    }

    /**
     * Waits for the calls that may still see releases, and takes these out.
     *
     * @param generation the first generation without them
     */
    Drained drainAndTakeOut(List<Release> leaving, long generation, List<String> notes, ProgressListener progress)
            throws InterruptedException {
        for (Release release : leaving) {
            release.become(ReleaseState.STOPPING, "waiting for calls that began before generation " + generation);
        }
        long begun = System.nanoTime();
        long left = drain(generation, progress);
        long drainMillis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        if (left > 0) {
            String text = left + " calls that began before generation " + generation + " are still running after "
                    + drainMillis + " ms: what they use goes away under them";
            notes.add(text);
            LOG.warn("{}", text);
        }
        takeOut(leaving, notes, progress);
        return new Drained(drainMillis, left);
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

    /** Stops, uninstalls and refreshes releases of which no call can know. What hangs is left behind, with a note. */
    void takeOut(List<Release> leaving, List<String> notes, ProgressListener progress) throws InterruptedException {
        List<Release> order = new ArrayList<>(leaving);
        List<Bundle> dependencies = PluginBundles.inDependencyOrder(
                leaving.stream().map(Release::installed).toList());
        order.sort((a, b) -> Integer.compare(dependencies.indexOf(b.installed()), dependencies.indexOf(a.installed())));
        List<Bundle> removed = new ArrayList<>();
        for (Release release : order) {
            Bundle bundle = release.installed();
            progress.step("stopping " + release.artifact().label());
            watch(release, bundle);
            List<String> faults = new ArrayList<>(lifecycles.stop(bundle, "its release leaves"));
            DeadlineTask.Outcome outcome = bundles.remove(bundle, stopTimeout);
            if (!outcome.isGood()) {
                faults.add(outcome.problem(stopTimeout));
            }
            note(release, faults, notes);
            if (outcome.ended()) {
                removed.add(bundle);
            }
        }
        if (!removed.isEmpty() && !bundles.refresh(removed, stopTimeout)) {
            notes.add("the framework's refresh did not end within " + stopTimeout.toMillis() + " ms");
        }
        // One that hangs keeps its hooks registered: it has to stay out of the chains.
        control.forget(removed.stream()
                .filter(bundle -> bundle.getState() == Bundle.UNINSTALLED)
                .map(PluginBundles::releaseOf)
                .toList());
        for (Release release : order) {
            unloads.removed(label(release));
            if (removed.contains(release.installed())) {
                release.removed();
            } else {
                release.leaveBehind();
            }
        }
    }

    private void watch(Release release, Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        ClassLoader loader = wiring == null ? null : wiring.getClassLoader();
        if (loader != null) {
            unloads.watch(label(release), loader);
        }
    }

    private static String label(Release release) {
        return release.artifact().label();
    }

    private static void note(Release release, List<String> faults, List<String> notes) {
        boolean ended = release.state() == ReleaseState.STOPPING;
        if (faults.isEmpty()) {
            if (ended) {
                release.become(ReleaseState.CLOSED, "");
            }
            return;
        }
        String fault = "stopping " + release.artifact().label() + " went wrong: " + String.join("; ", faults)
                + "; it counts as stopped";
        notes.add(fault);
        LOG.warn("{}", fault);
        if (ended) {
            release.become(ReleaseState.CLOSED, fault);
        }
    }

    /**
     * How the wait for calls went.
     *
     * @param millis how long it took
     * @param callsLeft how many calls were left when it gave up
     */
    record Drained(long millis, long callsLeft) {}
}
