package io.hookline.deploy.internal.bundle;

import io.hookline.deploy.artifact.StopOutcome;
import io.hookline.deploy.internal.task.DeadlineTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes bundles out of the framework, and leaves those alone whose own start or stop hangs. The framework waits without
 * end for such a bundle; its refresh does so while it keeps all other changes out. So a bundle that hangs is neither
 * uninstalled nor refreshed, and what it is wired to is not refreshed either, until what hangs has ended.
 *
 * <pre>
 *  stopped ─▶ uninstalled ─▶ refreshed
 *     │            └─ a bundle that hangs is wired to it ─▶ refreshed when that has gone ──┐
 *     └─ hangs ─▶ left alone ─▶ removed when it has ended  ◀── looked at once a second ────┘
 * </pre>
 *
 * Safe for use by many threads, but one bundle at a time.
 */
final class BundleRemoval {

    private static final Logger LOG = LoggerFactory.getLogger(BundleRemoval.class);
    private static final String CURE = "it goes when that ends, or with a restart of the runtime";
    /** For bundles of which a thread hangs already. */
    private static final Duration STOP_OF_STUCK = Duration.ofSeconds(1);

    private final PluginBundles bundles;
    private final Set<Bundle> leftAlone = ConcurrentHashMap.newKeySet();
    private final BundleRefresh refresh;

    BundleRemoval(PluginBundles bundles) {
        this.bundles = bundles;
        this.refresh = new BundleRefresh(bundles);
    }

    /** The refresh of those that are uninstalled. */
    BundleRefresh refresh() {
        return refresh;
    }

    /** Whether a thread is in the start or stop of a bundle. */
    static boolean isBusy(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.STARTING -> !startsLater(bundle);
            case Bundle.STOPPING -> true;
            default -> false;
        };
    }

    /** Whether a bundle that is starting waits for the first use of one of its classes, on no thread. */
    static boolean startsLater(Bundle bundle) {
        BundleStartLevel start = bundle.adapt(BundleStartLevel.class);
        String policy = bundle.getHeaders("").get(Constants.BUNDLE_ACTIVATIONPOLICY);
        return start != null
                && start.isActivationPolicyUsed()
                && policy != null
                && policy.toLowerCase(Locale.ROOT).startsWith(Constants.ACTIVATION_LAZY);
    }

    /** The bundles that are to go and are still there: nothing may come to depend on them. */
    Set<Bundle> leaving() {
        Set<Bundle> leaving = new HashSet<>(leftAlone);
        leaving.addAll(refresh.pending());
        return leaving;
    }

    /** Leaves a bundle alone that is to go and whose start or stop hangs. */
    void leave(Bundle bundle) {
        if (leftAlone.add(bundle)) {
            LOG.warn("{} hangs in its start or stop: it is left alone; {}", label(bundle), CURE);
        }
    }

    /** Stops a bundle that is to go. One that hangs is left alone, and counts as not ended. */
    StopOutcome stop(Bundle bundle, Duration timeout) throws InterruptedException {
        boolean hasHung = !bundles.abandoned().of(bundle).isEmpty();
        if (hasHung && isBusy(bundle)) {
            // A stop could only wait for it.
            leave(bundle);
            return new StopOutcome(false, List.of("it hangs in its start or stop, and is left alone; " + CURE));
        }
        Duration limit = hasHung && timeout.compareTo(STOP_OF_STUCK) > 0 ? STOP_OF_STUCK : timeout;
        DeadlineTask.Outcome outcome = bundles.stop(bundle, limit);
        boolean isStopped = outcome.ended() && !isBusy(bundle);
        if (!isStopped) {
            leave(bundle);
        }
        return new StopOutcome(isStopped, outcome.isGood() ? List.of() : List.of(outcome.problem(limit)));
    }

    /** Uninstalls bundles that have stopped; returns what went wrong, one sentence each. */
    List<String> uninstall(Collection<Bundle> stopped, Duration timeout) throws InterruptedException {
        List<String> faults = new ArrayList<>();
        for (Bundle bundle : stopped) {
            DeadlineTask.Outcome outcome = bundles.uninstall(bundle, timeout);
            if (!outcome.isGood()) {
                faults.add("uninstalling " + label(bundle) + " went wrong: " + outcome.problem(timeout));
            }
            if (bundle.getState() == Bundle.UNINSTALLED) {
                refresh.add(bundle);
            } else {
                leave(bundle);
            }
        }
        faults.addAll(refresh.run(timeout));
        for (Bundle bundle : stopped) {
            List<Bundle> hanging = refresh.pending().contains(bundle) ? refresh.hanging(bundle) : List.of();
            if (!hanging.isEmpty()) {
                faults.add(label(bundle) + " is uninstalled, and its classes stay: " + PluginBundles.labels(hanging)
                        + ", which hangs, uses them; they go when that ends, or with a restart of the runtime");
            }
        }
        return faults;
    }

    /** Whether what hung in a bundle has ended, so that it can go now. */
    boolean isDue() {
        return leftAlone.stream().anyMatch(bundle -> !isBusy(bundle)) || refresh.isDue();
    }

    /** Removes what was left alone and can go now. */
    void settle(Duration timeout) throws InterruptedException {
        for (Bundle bundle : List.copyOf(leftAlone)) {
            // Its start may have ended well, after all.
            if (isBusy(bundle) || !stop(bundle, timeout).ended()) {
                continue;
            }
            leftAlone.remove(bundle);
            List<String> faults = uninstall(List.of(bundle), timeout);
            LOG.info("what hung in {} has ended: it is removed {}", label(bundle), faults.isEmpty() ? "" : faults);
        }
        refresh.run(timeout).forEach(fault -> LOG.warn("{}", fault));
    }

    private static String label(Bundle bundle) {
        return PluginBundles.labels(List.of(bundle));
    }
}
