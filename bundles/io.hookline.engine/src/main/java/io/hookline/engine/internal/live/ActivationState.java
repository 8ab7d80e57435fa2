package io.hookline.engine.internal.live;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.engine.release.ReleaseChange;
import io.hookline.engine.release.Route;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which releases' hooks may be in chains, and on which routes of a generation. Releases that were never staged may be
 * on all. Guarded by the live set's lock.
 */
final class ActivationState {

    private final Set<ReleaseId> outside = new HashSet<>();
    private List<Route> routes = List.of();

    /** Keeps the hooks of releases out of chains. */
    void stage(Collection<ReleaseId> releases) {
        outside.addAll(releases);
    }

    void forget(Collection<ReleaseId> releases) {
        outside.removeAll(releases);
    }

    /** Makes a change, and returns the releases whose hooks may have moved. */
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

    /** Whether a release's hooks are on the stable route. */
    boolean isStable(ReleaseId release) {
        return outside.isEmpty() || !outside.contains(release);
    }
}
