package io.hookline.deploy.internal.bundle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;

/**
 * The plugins that are to start and wait for others that they depend on: for one that is not installed, so that they do
 * not resolve, or for one that has not started. Each is handed out once, when it can start. Safe for use by many
 * threads.
 */
final class WaitingBundles {

    private final PluginBundles bundles;
    private final Supplier<Collection<Bundle>> plugins;
    private final Set<Bundle> waiting = new LinkedHashSet<>();
    private long seenStamp;

    /** None yet, among the plugins at the time. */
    WaitingBundles(PluginBundles bundles, Supplier<Collection<Bundle>> plugins) {
        this.bundles = bundles;
        this.plugins = plugins;
    }

    /** Whether a bundle that is to start has to wait. */
    boolean mustWait(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.INSTALLED -> true;
            case Bundle.RESOLVED -> !awaited(bundle).isEmpty();
            default -> false;
        };
    }

    /** The plugins that a resolved bundle depends on and that have not started, unless they depend on it as well. */
    List<Bundle> awaited(Bundle bundle) {
        Collection<Bundle> all = plugins.get();
        return PluginBundles.dependencies(bundle, all).stream()
                .filter(needed -> needed.getState() != Bundle.ACTIVE)
                .filter(needed -> !reachable(needed, all).contains(bundle))
                .toList();
    }

    private static Set<Bundle> reachable(Bundle from, Collection<Bundle> among) {
        Set<Bundle> found = new HashSet<>();
        List<Bundle> ahead = new ArrayList<>(List.of(from));
        while (!ahead.isEmpty()) {
            for (Bundle needed : PluginBundles.dependencies(ahead.remove(ahead.size() - 1), among)) {
                if (found.add(needed)) {
                    ahead.add(needed);
                }
            }
        }
        return found;
    }

    /** Lets bundles wait. */
    synchronized void addAll(Collection<Bundle> some) {
        waiting.addAll(some);
    }

    /**
     * Whether a bundle waits or is to wait, and others have come, started or gone since {@link #next} was last asked.
     */
    synchronized boolean isDue(Collection<Bundle> lost) {
        return (!waiting.isEmpty() || !lost.isEmpty())
                && !bundles.wiringLock().isAwaited()
                && seenStamp != bundles.stamp();
    }

    /** A bundle that can start now, which waits no more. */
    synchronized Optional<Bundle> next() {
        waiting.removeIf(bundle -> bundle.getState() == Bundle.UNINSTALLED || bundle.getState() == Bundle.ACTIVE);
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        if (!bundles.wiringLock().isFreeSoon()) {
            return Optional.empty();
        }
        seenStamp = bundles.stamp();
        bundles.resolve(List.copyOf(waiting));
        Optional<Bundle> ready =
                waiting.stream().filter(bundle -> !mustWait(bundle)).findFirst();
        ready.ifPresent(waiting::remove);
        return ready;
    }
}
