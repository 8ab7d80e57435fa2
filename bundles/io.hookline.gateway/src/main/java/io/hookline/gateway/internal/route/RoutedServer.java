package io.hookline.gateway.internal.route;

/** A server whose requests go by routes. Safe for use by many threads. */
public interface RoutedServer {

    /**
     * Lets later requests go by other routes.
     *
     * @throws IllegalArgumentException if something in the plan cannot be opened; nothing has changed then
     */
    void route(RoutingPlan plan);

    /** What its later requests go by. */
    Routing routing();
}
