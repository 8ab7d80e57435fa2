package io.hookline.engine.internal.live;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.engine.release.ReleaseChange;
import io.hookline.engine.release.Route;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which releases' hooks may stand in chains, and on which way of a generation. Bundles of which nothing is known may stand on
 * all. Guarded by the live set's lock.
 */
final class ActivationState {

    private final Set<ReleaseId> outside = new HashSet<>();
    private List<Route> routes = List.of();

    /** Keeps the hooks of releases out. */
    void stage(Collection<ReleaseId> releases) {
        outside.addAll(releases);
    }

    void forget(Collection<ReleaseId> releases) {
        outside.removeAll(releases);
    }

    /** Makes a change, and returns the releases whose hooks may stand elsewhere now. */
    Set<ReleaseId> apply(ReleaseChange change) {
        Set<ReleaseId> concerned = new HashSet<>(change.joining());
        concerned.addAll(change.leaving());
        concerned.addAll(releasesOf(routes));
        concerned.addAll(releasesOf(change.routes()));
        outside.removeAll(change.joining());
        outside.addAll(change.leaving());
        routes = change.routes();
        return concerned;
    }

    private static Set<ReleaseId> releasesOf(List<Route> some) {
        Set<ReleaseId> releases = new HashSet<>();
        for (Route route : some) {
            releases.addAll(route.candidates());
            releases.addAll(route.replaced());
        }
        return releases;
    }

    List<Route> routes() {
        return routes;
    }

    /** Whether a bundle's hooks stand on the stable way. */
    boolean isStable(ReleaseId release) {
        return !outside.contains(release);
    }
}
