package io.hookline.gateway.internal.route;

import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
import io.hookline.gateway.internal.config.RouteSettings;
import io.hookline.gateway.internal.config.RouteSettings.WeightedUpstream;
import io.hookline.gateway.internal.config.StranglerSettings;
import io.hookline.gateway.internal.config.UpstreamAddress;
import io.hookline.gateway.internal.config.UpstreamSettings;
import io.hookline.gateway.internal.route.RoutingPlan.Problem;
import io.hookline.gateway.internal.strangle.Migration;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All configurations of routes and groups, and the plan that follows from them, in whatever order they come. What is
 * wrong changes nothing: the last good one of the same name goes on. If there is none, the requests that a wrong route
 * would take go nowhere. Not safe for use by several threads.
 */
public final class RouteDefinitions {

    private final Map<String, UpstreamSettings> upstreams = new TreeMap<>();
    private final Map<String, RouteSettings> routes = new TreeMap<>();
    private final Map<String, String> refusedUpstreams = new TreeMap<>();
    private final Map<String, String> refusedRoutes = new TreeMap<>();
    /** What the routes are for that are wrong by themselves, as far as that can be read. */
    private final Map<String, RouteSettings> wrongRoutes = new TreeMap<>();
    /** The same of those that are not even stored. */
    private Map<String, RouteSettings> refusedFiles = Map.of();

    private final MigrationDefinitions migrations = new MigrationDefinitions();
    private RoutingPlan plan = RoutingPlan.EMPTY;

    /** What follows from all that has been said. */
    public RoutingPlan plan() {
        return plan;
    }

    /** A group is configured, or changed. */
    public void putUpstream(Definition<UpstreamSettings> upstream) {
        put(upstream, upstreams, refusedUpstreams);
    }

    /** A route is configured, or changed. */
    public void putRoute(Definition<RouteSettings> route) {
        putRoute(route, null);
    }

    /**
     * The same.
     *
     * @param match what requests it is for, even if it is wrong; null if that cannot be read
     */
    public void putRoute(Definition<RouteSettings> route, @Nullable RouteSettings match) {
        if (route.settings() == null && match != null) {
            wrongRoutes.put(route.name(), match);
        } else {
            wrongRoutes.remove(route.name());
        }
        put(route, routes, refusedRoutes);
    }

    /** Sets what the routes are for whose files are refused while no other ones of their names are there. */
    public void refuse(Map<String, RouteSettings> matches) {
        refusedFiles = Map.copyOf(matches);
        plan = compute();
    }

    /** A migration is configured, or changed. */
    public void putStrangler(Definition<StranglerSettings> strangler) {
        migrations.put(strangler);
        plan = compute();
    }

    /** A migration's configuration is gone. */
    public void removeStrangler(String name) {
        migrations.remove(name);
        plan = compute();
    }

    /** A group's configuration is gone. */
    public void removeUpstream(String name) {
        refusedUpstreams.remove(name);
        upstreams.remove(name);
        plan = compute();
    }

    /** A route's configuration is gone. */
    public void removeRoute(String name) {
        refusedRoutes.remove(name);
        wrongRoutes.remove(name);
        routes.remove(name);
        plan = compute();
    }

    /** One that is wrong by itself leaves the last good one where it is. */
    private <T> void put(Definition<T> definition, Map<String, T> good, Map<String, String> refused) {
        T settings = definition.settings();
        if (settings == null) {
            refused.put(definition.name(), definition.refusal());
        } else {
            refused.remove(definition.name());
            good.put(definition.name(), settings);
        }
        plan = compute();
    }

    private RoutingPlan compute() {
        List<Problem> problems = new ArrayList<>();
        Map<String, UpstreamSettings> known = new TreeMap<>(upstreams);
        refusedUpstreams.forEach((name, reason) ->
                problems.add(new Problem(Problem.UPSTREAM, name, reason, upstreams.containsKey(name))));
        refusedRoutes.forEach(
                (name, reason) -> problems.add(new Problem(Problem.ROUTE, name, reason, routes.containsKey(name))));
        Map<String, RouteSettings> before = new HashMap<>();
        plan.routes().forEach(route -> before.put(route.name(), route));

        Map<RouteSettings.Match, RouteSettings> accepted = new LinkedHashMap<>();
        Map<String, RouteSettings> closed = new TreeMap<>(refusedFiles);
        closed.putAll(wrongRoutes);
        closed.keySet().removeAll(routes.keySet());
        for (RouteSettings route : inOrder()) {
            RouteSettings good = route;
            String reason = problemOf(route, upstreams, accepted);
            if (reason != null) {
                good = lastGood(before.get(route.name()), known, accepted);
                problems.add(new Problem(Problem.ROUTE, route.name(), reason, good != null));
            }
            if (good == null) {
                closed.put(route.name(), route);
            } else {
                for (WeightedUpstream named : good.upstreams()) {
                    known.computeIfAbsent(named.name(), this::settingsOf);
                }
                accepted.put(good.match(), good);
            }
        }
        Map<String, Migration> moving = migrations.fitting(accepted.values(), problems);
        List<RouteSettings> barred = closed.values().stream()
                .filter(route -> !accepted.containsKey(route.match()))
                .map(RouteSettings::closed)
                .toList();
        return new RoutingPlan(
                Map.copyOf(known), List.copyOf(accepted.values()), barred, moving, List.copyOf(problems));
    }

    /** Of routes for the same requests the first one counts, after each start and in whatever order they came. */
    private List<RouteSettings> inOrder() {
        return routes.values().stream()
                .sorted(Comparator.comparingInt(RouteSettings::priority)
                        .reversed()
                        .thenComparing(RouteSettings::name))
                .toList();
    }

    private @Nullable String problemOf(
            RouteSettings route,
            Map<String, UpstreamSettings> usable,
            Map<RouteSettings.Match, RouteSettings> accepted) {
        RouteSettings same = accepted.get(route.match());
        if (same != null) {
            return "it takes the same requests as the route " + Printable.of(same.name()) + " ("
                    + Printable.of(route.match().text()) + "), which comes first: change or remove one of them.";
        }
        for (WeightedUpstream named : route.upstreams()) {
            String name = named.name();
            if (!UpstreamSettings.isAddress(name) && !usable.containsKey(name)) {
                String hint = upstreams.isEmpty() ? "" : new NearestNames(upstreams.keySet()).hint(name);
                return "there is no upstream " + Printable.quoted(name) + ": add conf/io.hookline.gateway.upstream-"
                        + Printable.of(name) + ".cfg, or correct the name." + hint;
            }
        }
        return null;
    }

    /** The route as it was before, with the upstreams that it used, although their configurations may be gone. */
    private @Nullable RouteSettings lastGood(
            @Nullable RouteSettings last,
            Map<String, UpstreamSettings> known,
            Map<RouteSettings.Match, RouteSettings> accepted) {
        if (last == null) {
            return null;
        }
        Map<String, UpstreamSettings> usable = new TreeMap<>(plan.upstreams());
        usable.putAll(known);
        return problemOf(last, usable, accepted) == null ? last : null;
    }

    private UpstreamSettings settingsOf(String name) {
        if (UpstreamSettings.isAddress(name)) {
            return UpstreamSettings.of(UpstreamAddress.of(URI.create(name)));
        }
        UpstreamSettings last = plan.upstreams().get(name);
        if (last == null) {
            throw new IllegalStateException("a route was accepted although its upstream " + name + " is not there");
        }
        return last;
    }
}
