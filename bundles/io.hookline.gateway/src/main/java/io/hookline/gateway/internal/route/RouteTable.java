package io.hookline.gateway.internal.route;

import io.hookline.gateway.internal.message.Authority;
import io.hookline.gateway.internal.message.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All routes in the order in which they are tried; the first one that takes a request is its route. Immutable: a change
 * makes another table.
 */
public final class RouteTable {

    private final List<Route> routes;
    private final @Nullable Route fallback;
    private final boolean heedsHosts;
    /** For each host that a route names, the routes that can take requests to it. */
    private final Map<String, Route[]> byHost = new HashMap<>();
    /** The routes for all other hosts. */
    private final Route[] others;

    /**
     * A table.
     *
     * @param fallback takes what no route takes; null if there is none
     */
    public RouteTable(List<Route> routes, @Nullable Route fallback) {
        this.routes = routes.stream().sorted(Route.order()).toList();
        this.fallback = fallback;
        this.heedsHosts = routes.stream()
                .anyMatch(route -> !route.settings().match().host().isEmpty());
        for (Route route : this.routes) {
            String host = route.matcher().exactHost();
            if (host != null) {
                byHost.computeIfAbsent(host, name -> this.routes.stream()
                        .filter(other -> other.matcher().takesHost(name))
                        .toArray(Route[]::new));
            }
        }
        this.others = this.routes.stream()
                .filter(route -> route.matcher().exactHost() == null)
                .toArray(Route[]::new);
    }

    /** The routes in their order, without the fallback. */
    public List<Route> routes() {
        return routes;
    }

    /** What takes the requests that no route takes; null if there is nothing. */
    public @Nullable Route fallback() {
        return fallback;
    }

    /**
     * The route of a request; null if none takes it.
     *
     * @param path in normal form
     * @param fields the request's, with {@code Host}
     */
    public @Nullable Route find(String method, String path, Fields fields) {
        if (routes.isEmpty()) {
            return fallback;
        }
        String host = heedsHosts ? hostOf(fields) : "";
        Route[] candidates = heedsHosts ? byHost.getOrDefault(host, others) : others;
        for (Route route : candidates) {
            if (route.matcher().takes(host, method, path, fields)) {
                return route;
            }
        }
        return fallback;
    }

    /** What each route says about a request, in order, up to the one that takes it. */
    public List<Verdict> explain(String method, String path, Fields fields) {
        String host = hostOf(fields);
        List<Verdict> verdicts = new ArrayList<>();
        for (Route route : routes) {
            String mismatch = route.matcher().mismatch(host, method, path, fields);
            verdicts.add(new Verdict(route, mismatch));
            if (mismatch == null) {
                return verdicts;
            }
        }
        Route last = fallback;
        if (last != null) {
            verdicts.add(new Verdict(last, null));
        }
        return verdicts;
    }

    private static String hostOf(Fields fields) {
        String authority = fields.first("Host");
        if (authority == null) {
            return "";
        }
        String host = Authority.host(authority).toLowerCase(Locale.ROOT);
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /**
     * What a route says about a request.
     *
     * @param mismatch why it does not take it; null if it does
     */
    public record Verdict(Route route, @Nullable String mismatch) {}
}
