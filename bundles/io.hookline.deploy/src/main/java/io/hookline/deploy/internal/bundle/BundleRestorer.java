package io.hookline.deploy.internal.bundle;

import io.hookline.deploy.artifact.RestoreContext;
import io.hookline.deploy.internal.boot.HeldStarts;
import io.hookline.deploy.internal.boot.ProcessState;
import io.hookline.deploy.internal.resolve.ResolveCheck;
import io.hookline.deploy.internal.store.LastStart;
import io.hookline.deploy.internal.task.DeadlineTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the bundles of the desired set when the process starts, and those that lost what they depend on when that
 * comes back. Each starts once the plugins that it depends on have started, and waits until then; those that have a
 * start of their own are kept out of the chains until that has ended. Safe for use by many threads.
 *
 * <pre>
 *  start level reached ─▶ resolved, and what it depends on is active ─▶ started ─▶ own start ended ─▶ in the chains
 *                             └─ not yet: waits; checked again every second   └─ too late, or failed: left out
 * </pre>
 */
public final class BundleRestorer implements HeldStarts, ProcessState, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BundleRestorer.class);

    private final PluginBundles bundles;
    private final Readiness readiness;
    private final LifecycleRunner lifecycles;
    private final BundleRemoval removal;
    private final Map<Bundle, BundleRelease> tracked = new ConcurrentHashMap<>();
    private final WaitingBundles waiting;
    private final BundleProblems problems;
    private final StopOrder stopOrder;
    private final AtomicBoolean starting = new AtomicBoolean();
    private volatile boolean again;
    private volatile @Nullable RestoreContext context;
    private volatile @Nullable LifecycleGate gate;
    private volatile @Nullable StartLevelGate level;
    private final CompletableFuture<Void> started = new CompletableFuture<>();

    BundleRestorer(
            PluginBundles bundles,
            Readiness readiness,
            LifecycleRunner lifecycles,
            ResolveCheck resolve,
            BundleRemoval removal) {
        this.bundles = bundles;
        this.readiness = readiness;
        this.lifecycles = lifecycles;
        this.removal = removal;
        this.waiting = new WaitingBundles(bundles, tracked::keySet);
        this.problems = new BundleProblems(bundles, resolve, waiting::awaited);
        this.stopOrder = new StopOrder(bundles.context(), lifecycles, tracked::keySet);
        removal.refresh().startAgainWith(this::startAgain);
    }

    /** Remembers an installed release: its bundle may be stopped and started by hand, or lose what it depends on. */
    BundleRelease track(Bundle bundle, Path jar) {
        BundleRelease release =
                new BundleRelease(bundle, readiness, () -> problems.of(bundle, jar), () -> bundles.abandoned()
                        .of(bundle));
        tracked.put(bundle, release);
        return release;
    }

    void forget(Bundle bundle) {
        tracked.remove(bundle);
    }

    // ---- the start of the process ----------------------------------------------------------------------------------

    /**
     * Starts releases, each within its deadline, when the framework reaches the start level of plugins; again if it was
     * below that in between. The framework itself starts none of them: it has no deadline, and would wait for one that
     * hangs for good.
     */
    void restore(List<BundleRelease> releases, RestoreContext restored) throws InterruptedException {
        context = restored;
        LifecycleGate opened = new LifecycleGate(bundles.context(), readiness, lifecycles, restored, tracked::get);
        gate = opened;
        List<Bundle> all = releases.stream().map(BundleRelease::bundle).toList();
        bundles.resolve(all);
        opened.hold(releases);
        all.forEach(PluginBundles::leaveToUs);
        releases.forEach(restored::runs);
        opened.watch();
        stopOrder.watch();
        level = StartLevelGate.watch(bundles.context(), bundles.startLevel(), this::startAtLevel);
    }

    private void startAtLevel() {
        RestoreContext restored = context;
        try {
            startAll(tracked.values().stream()
                    .filter(release -> restored != null && restored.isRunning(release))
                    .map(BundleRelease::bundle)
                    .sorted(Comparator.comparingLong(Bundle::getBundleId))
                    .toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("the start of plugins has failed", e);
        } finally {
            started.complete(null);
        }
    }

    private void startAll(List<Bundle> all) throws InterruptedException {
        waiting.addAll(PluginBundles.inDependencyOrder(all));
        startWaiting();
        LifecycleGate opened = gate;
        if (opened != null) {
            opened.settle();
        }
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
        DeadlineTask task =
                DeadlineTask.begin("hookline-start-" + bundle.getBundleId(), () -> PluginBundles.start(bundle));
        DeadlineTask.Outcome outcome = task.await(timeout) ? task.outcome() : task.giveUp();
        if (!outcome.ended()) {
            bundles.abandoned().add(bundle, task);
        }
        if (!outcome.isGood()) {
            restored.failed(release, outcome.problem(timeout), outcome.ended());
        }
    }

    /** One thread at a time starts what waits; another one that has news lets it look once more. */
    private void startWaiting() throws InterruptedException {
        again = true;
        while (again && starting.compareAndSet(false, true)) {
            try {
                again = false;
                startWhatCan();
            } finally {
                starting.set(false);
            }
        }
    }

    private void startWhatCan() throws InterruptedException {
        RestoreContext restored = context;
        LifecycleGate opened = gate;
        for (Optional<Bundle> next = waiting.next(); next.isPresent() && !isStopping(); next = waiting.next()) {
            BundleRelease release = tracked.get(next.get());
            if (release != null && restored != null && opened != null && restored.isRunning(release)) {
                opened.hold(List.of(release));
                start(release, restored);
                opened.settle();
            }
        }
    }

    // ---- after the start -------------------------------------------------------------------------------------------

    @Override
    public boolean isDue() {
        // A bundle that was uninstalled by hand must not be kept from being collected.
        tracked.keySet().removeIf(bundle -> bundle.getState() == Bundle.UNINSTALLED);
        LifecycleGate opened = gate;
        return removal.isDue() || (opened != null && opened.isDue()) || (started.isDone() && waiting.isDue(lost()));
    }

    @Override
    public void settle() throws InterruptedException {
        removal.settle(lifecycles.stopTimeout());
        LifecycleGate opened = gate;
        if (opened != null) {
            opened.settle();
            if (started.isDone()) {
                waiting.addAll(lost());
                startWaiting();
            }
        }
    }

    /** Starts what was stopped for a refresh. What hangs in its stop is left out; what is none of ours starts alone. */
    private void startAgain(List<Bundle> stopped, Map<Bundle, String> left, Duration timeout)
            throws InterruptedException {
        RestoreContext restored = context;
        left.forEach((bundle, problem) -> {
            BundleRelease release = tracked.get(bundle);
            if (release != null && restored != null) {
                restored.failed(release, problem, false);
            }
        });
        Map<Boolean, List<Bundle>> parts = stopped.stream()
                .collect(Collectors.partitioningBy(bundle ->
                        restored != null && tracked.containsKey(bundle) && restored.isRunning(tracked.get(bundle))));
        waiting.addAll(parts.getOrDefault(true, List.of()));
        removal.refresh().start(parts.getOrDefault(false, List.of()), timeout);
        if (started.isDone()) {
            startWaiting();
        }
    }

    /** The bundles that are to run and do not resolve any more: what they depend on was removed, or stopped. */
    private List<Bundle> lost() {
        RestoreContext restored = context;
        return restored == null
                ? List.of()
                : tracked.values().stream()
                        .filter(release -> release.bundle().getState() == Bundle.INSTALLED)
                        .filter(restored::isRunning)
                        .map(BundleRelease::bundle)
                        .toList();
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

    /** The process has started when the plugins have started, or have been left out. */
    @Override
    public Runnable whenStarted(Runnable action) {
        CompletableFuture<Void> told = started.thenRun(action);
        return () -> told.cancel(false);
    }

    /** What waits goes on waiting; what is held back stays held back. Idempotent. */
    @Override
    public void close() {
        StartLevelGate watched = level;
        if (watched != null) {
            watched.close();
        }
        stopOrder.close();
        LifecycleGate opened = gate;
        if (opened != null) {
            opened.close();
        }
    }
}
