package io.hookline.plugin.breaker.internal;

import io.hookline.api.plugin.ConfigurationCheck;
import io.hookline.common.config.GivenOptions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** Refuses options that do not fit together, before they are stored. Stateless. */
@Component(property = ConfigurationCheck.PID + "=io.hookline.plugin.breaker")
public final class BreakerCheck implements ConfigurationCheck {

    /** Without state. */
    public BreakerCheck() {}

    @Override
    public List<String> problems(Map<String, Object> settings) {
        try {
            BreakerConfig config = GivenOptions.as(BreakerConfig.class, settings);
            BreakerRules.of(config, Clock.systemUTC());
            return List.of();
        } catch (IllegalArgumentException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }
}
