package io.hookline.gateway.internal.route;

import io.hookline.common.text.Printable;
import io.hookline.gateway.internal.config.RouteSettings;
import io.hookline.gateway.internal.config.StranglerSettings;
import io.hookline.gateway.internal.route.RoutingPlan.Problem;
import io.hookline.gateway.internal.strangle.Migration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All configurations of migrations, and those that fit the routes. Not safe for use by several threads. */
final class MigrationDefinitions {

    private final Map<String, Migration> migrations = new TreeMap<>();
    private final Map<String, String> refused = new TreeMap<>();

    /** One that is wrong by itself leaves the last good one where it is. */
    void put(Definition<StranglerSettings> definition) {
        StranglerSettings settings = definition.settings();
        if (settings == null) {
            refused.put(definition.name(), definition.refusal());
        } else {
            refused.remove(definition.name());
            Migration before = migrations.get(definition.name());
            migrations.put(definition.name(), before == null ? Migration.begin(settings) : before.with(settings));
        }
    }

    void remove(String name) {
        refused.remove(name);
        migrations.remove(name);
    }

    /**
     * Those whose route is there and has both upstreams, by route.
     *
     * @param problems gets what does not fit
     */
    Map<String, Migration> fitting(Collection<RouteSettings> routes, List<Problem> problems) {
        refused.forEach((name, reason) ->
                problems.add(new Problem(Problem.STRANGLER, name, reason, migrations.containsKey(name))));
        Map<String, RouteSettings> byName = new HashMap<>();
        routes.forEach(route -> byName.put(route.name(), route));
        Map<String, Migration> fitting = new TreeMap<>();
        migrations.forEach((name, migration) -> {
            StranglerSettings settings = migration.settings();
            String reason = problemOf(settings, byName.get(settings.route()), fitting.get(settings.route()));
            if (reason == null) {
                fitting.put(settings.route(), migration);
            } else {
                problems.add(new Problem(Problem.STRANGLER, name, reason, false));
            }
        });
        return Map.copyOf(fitting);
    }

    private static @Nullable String problemOf(
            StranglerSettings settings, @Nullable RouteSettings route, @Nullable Migration other) {
        if (route == null) {
            return "there is no route " + Printable.quoted(settings.route()) + ": add conf/io.hookline.gateway.route-"
                    + Printable.of(settings.route()) + ".cfg, or correct route.";
        }
        if (other != null) {
            return "the route moves by " + Printable.quoted(other.settings().name())
                    + " already: remove one of the two.";
        }
        for (String name : List.of(settings.from(), settings.to())) {
            if (route.upstreams().stream().noneMatch(upstream -> upstream.name().equals(name))) {
                return "the route " + Printable.of(route.name()) + " does not lead to " + Printable.quoted(name)
                        + ": name it in upstreams of the route, with weight 0 if it gets no requests yet.";
            }
        }
        return null;
    }
}
