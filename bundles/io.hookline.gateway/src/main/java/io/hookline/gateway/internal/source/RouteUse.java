package io.hookline.gateway.internal.source;

import io.hookline.api.plugin.ConfigurationUse;
import io.hookline.gateway.internal.config.RouteConfig;
import io.hookline.gateway.internal.config.RouteSettings;
import io.hookline.gateway.internal.config.StranglerConfig;
import io.hookline.gateway.internal.config.UpstreamConfig;
import io.hookline.gateway.internal.route.RoutingPlan.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Between the routes and what stores their configurations: says which ones cannot be used together with the others, and
 * hears which files are refused, so that their requests go nowhere. Safe for use by many threads.
 */
public final class RouteUse implements ConfigurationUse {

    private volatile Map<String, List<String>> unused = Map.of();
    private volatile Runnable reporter = () -> {};
    // Guarded by this.
    private Map<String, RouteSettings> refused = Map.of();
    private @Nullable Consumer<Map<String, RouteSettings>> follower;

    /** Sets what has {@link #unused} asked again. */
    public void reportBy(Runnable next) {
        reporter = next;
    }

    @Override
    public Map<String, List<String>> unused() {
        return unused;
    }

    @Override
    public void refused(Map<String, Map<String, Object>> settings) {
        Map<String, RouteSettings> matches = new TreeMap<>();
        settings.forEach((pid, options) -> {
            String name = FactoryName.of(RouteConfig.PID, pid);
            RouteSettings match = RefusedRoutes.match(name, options);
            if (match != null) {
                matches.put(name, match);
            }
        });
        Consumer<Map<String, RouteSettings>> telling;
        synchronized (this) {
            refused = Map.copyOf(matches);
            telling = follower;
        }
        if (telling != null) {
            telling.accept(Map.copyOf(matches));
        }
    }

    /** Tells what refused files are for, by name, as far as that can be read: now and whenever it changes. */
    void tell(Consumer<Map<String, RouteSettings>> next) {
        Map<String, RouteSettings> now;
        synchronized (this) {
            follower = next;
            now = refused;
        }
        next.accept(now);
    }

    /** Tells nothing any more. */
    synchronized void endTelling() {
        follower = null;
    }

    /** Says what cannot be used. */
    void report(List<Problem> problems) {
        Map<String, List<String>> next = new TreeMap<>();
        for (Problem problem : problems) {
            String factory =
                    switch (problem.kind()) {
                        case Problem.UPSTREAM -> UpstreamConfig.PID;
                        case Problem.STRANGLER -> StranglerConfig.PID;
                        default -> RouteConfig.PID;
                    };
            next.computeIfAbsent(factory + "~" + problem.name(), pid -> new ArrayList<>())
                    .add(problem.reason() + (problem.kept() ? " Until then the last good one goes on." : ""));
        }
        if (!next.equals(unused)) {
            unused = next;
            reporter.run();
        }
    }
}
