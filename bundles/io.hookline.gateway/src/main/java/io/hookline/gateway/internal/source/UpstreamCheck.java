package io.hookline.gateway.internal.source;

import io.hookline.api.plugin.ConfigurationCheck;
import io.hookline.common.config.GivenOptions;
import io.hookline.gateway.internal.config.UpstreamConfig;
import io.hookline.gateway.internal.config.UpstreamSettings;
import io.hookline.gateway.internal.route.Definition;
import java.util.List;
import java.util.Map;

/** Judges whether the options of a group fit together. Stateless. */
public final class UpstreamCheck implements ConfigurationCheck {

    @Override
    public List<String> problems(Map<String, Object> options) {
        UpstreamConfig config = GivenOptions.as(UpstreamConfig.class, options);
        String refusal =
                Definition.of("NAME", () -> UpstreamSettings.of("NAME", config)).refusal();
        // The reader knows which configuration it is about, and this does not.
        String prefix = UpstreamConfig.PID + "-NAME: ";
        String problem = refusal.startsWith(prefix) ? refusal.substring(prefix.length()) : refusal;
        return problem.isEmpty() ? List.of() : List.of(problem);
    }
}
