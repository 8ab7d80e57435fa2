package io.hookline.gateway.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the routes say about a request.
 *
 * @param host the request's {@code Host}; empty if it has none
 * @param path in the form that routes are matched with
 * @param route the route that takes the request; null if none does
 * @param upstream the one of its upstreams that the request certainly goes to; null if chance decides, or something
 *     that only a real request has
 * @param tried the routes up to that one, in their order
 */
public record RouteTrial(
        String method,
        String host,
        String path,
        @Nullable RouteStatus route,
        @Nullable String upstream,
        List<Step> tried) {

    /** Copies the list. */
    public RouteTrial {
        tried = List.copyOf(tried);
    }

    /**
     * A route that was tried.
     *
     * @param says {@code takes it}, or why it does not
     * @param match what requests it takes, in words
     */
    public record Step(String route, boolean takes, String says, String match) {}
}
