package io.hookline.gateway.internal.source;

import io.hookline.api.plugin.ConfigurationCheck;
import io.hookline.common.config.GivenOptions;
import io.hookline.gateway.internal.config.StranglerConfig;
import io.hookline.gateway.internal.config.StranglerSettings;
import io.hookline.gateway.internal.route.Definition;
import java.util.List;
import java.util.Map;

/** Judges whether the options of a migration fit together; whether its route exists, the registry says. Stateless. */
public final class StranglerCheck implements ConfigurationCheck {

    @Override
    public List<String> problems(Map<String, Object> options) {
        StranglerConfig config = GivenOptions.as(StranglerConfig.class, options);
        String refusal = Definition.of("NAME", () -> StranglerSettings.of("NAME", config))
                .refusal();
        return refusal.isEmpty() ? List.of() : List.of(refusal);
    }
}
