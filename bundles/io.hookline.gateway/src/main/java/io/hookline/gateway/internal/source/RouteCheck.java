package io.hookline.gateway.internal.source;

import io.hookline.api.plugin.ConfigurationCheck;
import io.hookline.common.config.GivenOptions;
import io.hookline.gateway.internal.config.RouteConfig;
import io.hookline.gateway.internal.config.RouteSettings;
import io.hookline.gateway.internal.route.Definition;
import java.util.List;
import java.util.Map;

/** Judges whether the options of a route fit together; whether its upstream exists, the registry says. Stateless. */
public final class RouteCheck implements ConfigurationCheck {

    @Override
    public List<String> problems(Map<String, Object> options) {
        RouteConfig config = GivenOptions.as(RouteConfig.class, options);
        String refusal =
                Definition.of("NAME", () -> RouteSettings.of("NAME", config)).refusal();
        // The reader knows which configuration it is about, and this does not.
        String prefix = RouteConfig.PID + "-NAME: ";
        String problem = refusal.startsWith(prefix) ? refusal.substring(prefix.length()) : refusal;
        return problem.isEmpty() ? List.of() : List.of(problem);
    }
}
