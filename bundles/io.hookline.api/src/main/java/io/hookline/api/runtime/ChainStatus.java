package io.hookline.api.runtime;

import java.util.List;

/**
 * The chain of a point.
 *
 * @param point the point
 * @param generation number of the generation that the chain belongs to
 * @param compiled whether it runs as a class compiled for it, rather than as a loop
 * @param nonBlocking whether a call never blocks its caller: no hook may, and no required one is missing
 * @param hooks the hooks that a call runs, in order
 * @param standby the hooks that a newer release of their plugin has replaced in the chain
 * @param routes the routes whose calls run other hooks, in the order in which they are tried; empty if there is none
 */
public record ChainStatus(
        PointStatus point,
        long generation,
        boolean compiled,
        boolean nonBlocking,
        List<HookStatus> hooks,
        List<HookStatus> standby,
        List<RouteStatus> routes) {

    /** Copies the lists. */
    public ChainStatus {
        hooks = List.copyOf(hooks);
        standby = List.copyOf(standby);
        routes = List.copyOf(routes);
    }
}
