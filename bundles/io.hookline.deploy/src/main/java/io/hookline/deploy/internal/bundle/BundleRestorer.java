package io.hookline.deploy.internal.bundle;

import io.hookline.deploy.artifact.RestoreContext;
import io.hookline.deploy.internal.boot.HeldStarts;
import io.hookline.deploy.internal.boot.ProcessState;
import io.hookline.deploy.internal.store.LastStart;
import io.hookline.deploy.internal.task.DeadlineTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/**
 * Starts the bundles of the desired set when the process starts, in the order of their dependencies, and keeps those
 * back that have a start of their own until that has ended. Safe for use by many threads.
 */
public final class BundleRestorer implements HeldStarts, ProcessState, AutoCloseable {

    private final PluginBundles bundles;
    private final Readiness readiness;
    private final LifecycleRunner lifecycles;
    private final Map<Bundle, BundleRelease> tracked = new ConcurrentHashMap<>();
    private volatile @Nullable RestoreContext context;
    private volatile @Nullable LifecycleGate gate;
    private volatile @Nullable StartOrder startOrder;

    BundleRestorer(PluginBundles bundles, Readiness readiness, LifecycleRunner lifecycles) {
        this.bundles = bundles;
        this.readiness = readiness;
        this.lifecycles = lifecycles;
    }

    /** Remembers an installed release, in case its bundle is stopped and started by hand. */
    BundleRelease track(BundleRelease release) {
        tracked.put(release.bundle(), release);
        return release;
    }

    void forget(Bundle bundle) {
        tracked.remove(bundle);
    }

    void restore(List<BundleRelease> releases, RestoreContext restored) throws InterruptedException {
        context = restored;
        LifecycleGate opened = new LifecycleGate(bundles.context(), readiness, lifecycles, restored, tracked::get);
        gate = opened;
        List<Bundle> all = releases.stream().map(BundleRelease::bundle).toList();
        bundles.resolve(all);
        List<Bundle> order = PluginBundles.inDependencyOrder(all);
        startOrder = StartOrder.of(bundles.context(), order);
        opened.hold(releases);
        for (Bundle bundle : order) {
            BundleRelease release = tracked.get(bundle);
            if (release != null) {
                start(release, restored);
                opened.settle();
            }
        }
        opened.watch();
    }

    private void start(BundleRelease release, RestoreContext restored) throws InterruptedException {
        Bundle bundle = release.bundle();
        restored.runs(release);
        List<String> unfit = bundles.unfit(bundle);
        if (!unfit.isEmpty()) {
            restored.failed(release, String.join("; ", unfit) + "; fix it in conf/ and deploy it again", true);
            return;
        }
        Duration timeout = restored.start("the process starts").timeout();
        DeadlineTask.Outcome outcome =
                DeadlineTask.run("hookline-start-" + bundle.getBundleId(), timeout, () -> PluginBundles.start(bundle));
        if (!outcome.isGood()) {
            restored.failed(release, outcome.problem(timeout), outcome.ended());
        }
    }

    // ---- after the start -------------------------------------------------------------------------------------------

    @Override
    public boolean isDue() {
        // A bundle that was uninstalled by hand must not be kept from being collected.
        tracked.keySet().removeIf(bundle -> bundle.getState() == Bundle.UNINSTALLED);
        LifecycleGate opened = gate;
        return opened != null && opened.isDue();
    }

    @Override
    public void settle() throws InterruptedException {
        LifecycleGate opened = gate;
        if (opened != null) {
            opened.settle();
        }
    }

    @Override
    public boolean isStopping() {
        return bundles.context().getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING;
    }

    @Override
    public LastStart lastStart() {
        return LastStart.of(
                bundles.context().getProperty("hookline.start.process"),
                bundles.context().getProperty("hookline.start.before"),
                bundles.context().getProperty("hookline.start.outcome"));
    }

    /** The process has started when the framework has reached the start level of plugins. */
    @Override
    public Runnable whenStarted(Runnable action) {
        StartLevelWatch watch = StartLevelWatch.begin(bundles.context(), bundles.startLevel(), failures -> {
            reached(failures);
            action.run();
        });
        return watch::close;
    }

    private void reached(Map<Bundle, Throwable> failures) {
        closeOrder();
        RestoreContext restored = context;
        failures.forEach((bundle, failure) -> {
            BundleRelease release = tracked.get(bundle);
            if (release != null && restored != null) {
                restored.failed(release, String.valueOf(rootOf(failure)), true);
            }
        });
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable cause = failure instanceof BundleException ? failure.getCause() : null;
        return cause == null ? failure : cause;
    }

    private void closeOrder() {
        StartOrder kept = startOrder;
        if (kept != null) {
            kept.close();
        }
    }

    /** Bundles start in any order from now on; those that are held back stay held back. Idempotent. */
    @Override
    public void close() {
        closeOrder();
        LifecycleGate opened = gate;
        if (opened != null) {
            opened.close();
        }
    }
}
