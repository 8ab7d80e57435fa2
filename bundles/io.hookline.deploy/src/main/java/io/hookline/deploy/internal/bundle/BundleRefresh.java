package io.hookline.deploy.internal.bundle;

import io.hookline.deploy.internal.task.DeadlineTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refreshes bundles that are uninstalled. The framework's refresh stops and starts again what depends on them, without
 * a deadline and while it keeps all other changes out. So the dependants are stopped ahead of it and started behind it,
 * each within a deadline, and the framework finds nothing to stop or to start.
 *
 * <pre>
 *  dependants stopped ─▶ refreshed ─▶ those that were stopped start again
 *      └─ the stop of one hangs: what that one uses is refreshed when it has ended
 * </pre>
 *
 * Safe for use by many threads, but one refresh at a time.
 */
final class BundleRefresh {

    private static final Logger LOG = LoggerFactory.getLogger(BundleRefresh.class);

    private final PluginBundles bundles;
    private final Set<Bundle> pending = ConcurrentHashMap.newKeySet();
    private final Map<Bundle, DeadlineTask> stuck = new ConcurrentHashMap<>();
    private volatile Restart restart = (stopped, stays, timeout) -> start(stopped, timeout);

    BundleRefresh(PluginBundles bundles) {
        this.bundles = bundles;
    }

    /** Sets what starts dependants again. */
    void startAgainWith(Restart starts) {
        restart = starts;
    }

    /** The next refresh concerns an uninstalled bundle, too. */
    void add(Bundle uninstalled) {
        pending.add(uninstalled);
    }

    /** The bundles that are not refreshed yet. */
    Set<Bundle> pending() {
        return Set.copyOf(pending);
    }

    /** The bundles that a refresh of a bundle would wait for. */
    List<Bundle> hanging(Bundle refreshed) {
        stuck.values().removeIf(DeadlineTask::hasEnded);
        return bundles.ripple(List.of(refreshed)).stream()
                .filter(bundle -> BundleRemoval.isBusy(bundle) || stuck.containsKey(bundle))
                .toList();
    }

    /** Whether there is one that nothing keeps from being refreshed. */
    boolean isDue() {
        return !bundles.wiringLock().isAwaited() && !ready().isEmpty();
    }

    private List<Bundle> ready() {
        return pending.stream().filter(one -> hanging(one).isEmpty()).toList();
    }

    /** Refreshes all except what a bundle that hangs is wired to; returns what went wrong, one sentence each. */
    List<String> run(Duration timeout) throws InterruptedException {
        List<Bundle> ready = ready();
        if (ready.isEmpty()) {
            return List.of();
        }
        if (!bundles.wiringLock().isFree(WiringLock.WAIT)) {
            return List.of(PluginBundles.labels(ready) + " is uninstalled, and its classes stay for now: "
                    + bundles.wiringLock().why());
        }
        List<String> faults = new ArrayList<>();
        List<Bundle> stopped = new ArrayList<>();
        Map<Bundle, String> left = new LinkedHashMap<>();
        try {
            stopDependants(ready, timeout, stopped, left);
            List<Bundle> free = ready();
            free.forEach(pending::remove);
            if (!free.isEmpty() && !bundles.refresh(free, timeout)) {
                faults.add("the framework's refresh did not end within " + timeout.toMillis() + " ms: "
                        + bundles.wiringLock().why());
            }
        } finally {
            if (!stopped.isEmpty() || !left.isEmpty()) {
                restart.startAgain(stopped, left, timeout);
            }
        }
        left.forEach((bundle, fault) -> faults.add(label(bundle) + " is left out: " + fault));
        stopped.stream()
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE && !BundleRemoval.startsLater(bundle))
                .forEach(bundle -> faults.add(label(bundle)
                        + " was stopped, because it depends on what has changed, and does not run again: hook:status"
                        + " says why"));
        return faults;
    }

    private void stopDependants(
            List<Bundle> refreshed, Duration timeout, List<Bundle> stopped, Map<Bundle, String> left)
            throws InterruptedException {
        List<Bundle> order = new ArrayList<>(PluginBundles.inDependencyOrder(bundles.ripple(refreshed)));
        Collections.reverse(order);
        for (Bundle bundle : order) {
            boolean runs = bundle.getState() == Bundle.ACTIVE || bundle.getState() == Bundle.STARTING;
            if (!runs || bundle.getBundleId() == 0) {
                continue;
            }
            DeadlineTask task = bundles.beginStop(bundle, Bundle.STOP_TRANSIENT);
            DeadlineTask.Outcome outcome = task.await(timeout) ? task.outcome() : task.giveUp();
            if (!outcome.ended() || BundleRemoval.isBusy(bundle)) {
                stuck.put(bundle, task);
                bundles.abandoned().add(bundle, task);
                left.put(
                        bundle,
                        "its restart, due because it depends on what has changed, hangs in its stop: "
                                + outcome.problem(timeout));
                continue;
            }
            stopped.add(bundle);
            if (!outcome.isGood()) {
                LOG.warn("the stop of {} went wrong: {}", label(bundle), outcome.problem(timeout));
            }
        }
    }

    /** Starts bundles as they were started before, behind those that they depend on, each within the deadline. */
    void start(List<Bundle> stopped, Duration timeout) throws InterruptedException {
        for (Bundle bundle : PluginBundles.inDependencyOrder(stopped)) {
            int options = bundle.adapt(BundleStartLevel.class).isActivationPolicyUsed()
                    ? Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY
                    : Bundle.START_TRANSIENT;
            DeadlineTask task =
                    DeadlineTask.begin("hookline-start-" + bundle.getBundleId(), () -> bundle.start(options));
            DeadlineTask.Outcome outcome = task.await(timeout) ? task.outcome() : task.giveUp();
            if (!outcome.ended()) {
                bundles.abandoned().add(bundle, task);
            }
            if (!outcome.isGood()) {
                LOG.error(
                        "{} was stopped, because it depends on what has changed, and does not start again: {}",
                        label(bundle),
                        outcome.problem(timeout));
            }
        }
    }

    private static String label(Bundle bundle) {
        return PluginBundles.labels(List.of(bundle));
    }

    /** Starts dependants again. */
    @FunctionalInterface
    interface Restart {

        /**
         * Does it.
         *
         * @param stopped those that were stopped
         * @param left those whose stop hangs, each with what is wrong
         */
        void startAgain(List<Bundle> stopped, Map<Bundle, String> left, Duration timeout) throws InterruptedException;
    }
}
