package io.hookline.gateway.internal.route;

import io.hookline.gateway.hook.TestConfig;
import io.hookline.gateway.internal.config.RouteConfig;
import io.hookline.gateway.internal.config.RouteSettings;
import io.hookline.gateway.internal.config.StranglerConfig;
import io.hookline.gateway.internal.config.StranglerSettings;
import io.hookline.gateway.internal.config.UpstreamConfig;
import io.hookline.gateway.internal.config.UpstreamSettings;
import io.hookline.gateway.internal.message.Fields;
import java.util.HashMap;
import java.util.Map;

/** Configurations of routes and groups for tests. */
public final class Routes {

    private Routes() {}

    /** A route; without an upstream in the options it goes to the group {@code api}. */
    public static RouteSettings settings(String name, Map<String, ?> options) {
        Map<String, Object> all = new HashMap<>(options);
        if (!all.containsKey("upstreams")) {
            all.putIfAbsent("upstream", "api");
        }
        return RouteSettings.of(name, TestConfig.of(RouteConfig.class, all));
    }

    /** A group. */
    public static UpstreamSettings group(String name, Map<String, ?> options, String... targets) {
        Map<String, Object> all = new HashMap<>(options);
        all.put("targets", targets);
        return UpstreamSettings.of(name, TestConfig.of(UpstreamConfig.class, all));
    }

    /** A configuration that is good by itself. */
    public static Definition<RouteSettings> route(String name, Map<String, ?> options) {
        return Definition.of(name, () -> settings(name, options));
    }

    /** A configuration that is good by itself. */
    public static Definition<UpstreamSettings> upstream(String name, String... targets) {
        return Definition.of(name, () -> group(name, Map.of(), targets));
    }

    /** A configuration that is good by itself. */
    public static Definition<UpstreamSettings> upstream(String name, Map<String, ?> options, String... targets) {
        return Definition.of(name, () -> group(name, options, targets));
    }

    /** A migration from the upstream {@code old} to {@code new}, unless the options say otherwise. */
    public static Definition<StranglerSettings> strangler(String name, Map<String, ?> options) {
        Map<String, Object> all = new HashMap<>(options);
        all.putIfAbsent("from", "old");
        all.putIfAbsent("to", "new");
        return Definition.of(name, () -> StranglerSettings.of(name, TestConfig.of(StranglerConfig.class, all)));
    }

    static Fields fields(String... namesAndValues) {
        Fields fields = new Fields();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
