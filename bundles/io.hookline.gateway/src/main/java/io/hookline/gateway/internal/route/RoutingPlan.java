package io.hookline.gateway.internal.route;

import io.hookline.gateway.internal.config.RouteSettings;
import io.hookline.gateway.internal.config.UpstreamSettings;
import io.hookline.gateway.internal.strangle.Migration;
import java.util.List;
import java.util.Map;

/**
 * The configured routes and groups as a consistent whole: each route's upstreams are there. Immutable.
 *
 * @param upstreams all groups and addresses by name, also those without a route
 * @param routes without the default one
 * @param closed what refused routes would take, as far as that can be read: their requests go nowhere
 * @param migrations of routes that move to another upstream, by route
 * @param problems what was refused
 */
public record RoutingPlan(
        Map<String, UpstreamSettings> upstreams,
        List<RouteSettings> routes,
        List<RouteSettings> closed,
        Map<String, Migration> migrations,
        List<Problem> problems) {

    /** Without routes. */
    public static final RoutingPlan EMPTY = new RoutingPlan(Map.of(), List.of(), List.of(), Map.of(), List.of());

    /** The same routes and groups. */
    boolean leadsLike(RoutingPlan other) {
        return upstreams.equals(other.upstreams)
                && routes.equals(other.routes)
                && closed.equals(other.closed)
                && migrations.equals(other.migrations);
    }

    /**
     * A configuration that is refused.
     *
     * @param kind {@code route}, {@code upstream} or {@code strangler}
     * @param reason what is wrong, and what to do
     * @param kept whether the last good one goes on
     */
    public record Problem(String kind, String name, String reason, boolean kept) {

        /** A kind. */
        public static final String ROUTE = "route";

        /** A kind. */
        public static final String UPSTREAM = "upstream";

        /** A kind: a migration. */
        public static final String STRANGLER = "strangler";
    }
}
