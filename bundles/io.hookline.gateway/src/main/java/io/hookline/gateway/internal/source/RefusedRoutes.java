package io.hookline.gateway.internal.source;

import io.hookline.common.config.GivenOptions;
import io.hookline.gateway.internal.config.RouteConfig;
import io.hookline.gateway.internal.config.RouteSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be read of routes that are refused. */
final class RefusedRoutes {

    /** The options that say what requests a route is for. */
    private static final List<String> MATCH = List.of("host", "path", "methods", "headers");

    private static final String PRIORITY = "priority";

    private RefusedRoutes() {}

    /** The requests that a configuration is for; null if that cannot be read. */
    static @Nullable RouteSettings match(String name, RouteConfig config) {
        try {
            return RouteSettings.matchOf(name, config);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The same, of options that may have wrong types. */
    static @Nullable RouteSettings match(String name, Map<String, Object> options) {
        Map<String, Object> read = new HashMap<>(options);
        read.keySet().retainAll(MATCH);
        if (options.get(PRIORITY) instanceof Integer priority) {
            read.put(PRIORITY, priority);
        }
        try {
            return match(name, GivenOptions.as(RouteConfig.class, read));
        } catch (ClassCastException e) {
            return null;
        }
    }
}
