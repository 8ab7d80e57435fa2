package io.hookline.core.internal.live;

import io.hookline.core.release.ReleaseChange;
import io.hookline.core.release.Route;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which bundles' hooks may stand in chains, and on which way of a generation. Bundles of which nothing is known may stand on
 * all. Guarded by the live set's lock.
 */
final class Standings {

    private final Set<Long> outside = new HashSet<>();
    private List<Route> routes = List.of();

    /** Keeps the hooks of bundles out. */
    void stage(Collection<Long> bundles) {
        outside.addAll(bundles);
    }

    void forget(Collection<Long> bundles) {
        outside.removeAll(bundles);
    }

    /** Makes a change, and returns the bundles whose hooks may stand elsewhere now. */
    Set<Long> apply(ReleaseChange change) {
        Set<Long> concerned = new HashSet<>(change.joining());
        concerned.addAll(change.leaving());
        concerned.addAll(bundlesOf(routes));
        concerned.addAll(bundlesOf(change.routes()));
        outside.removeAll(change.joining());
        outside.addAll(change.leaving());
        routes = change.routes();
        return concerned;
    }

    private static Set<Long> bundlesOf(List<Route> some) {
        Set<Long> bundles = new HashSet<>();
        for (Route route : some) {
            bundles.addAll(route.candidates());
            bundles.addAll(route.replaced());
        }
        return bundles;
    }

    List<Route> routes() {
        return routes;
    }

    /** Whether a bundle's hooks stand on the stable way. */
    boolean isStable(long bundle) {
        return !outside.contains(bundle);
    }
}
