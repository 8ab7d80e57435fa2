package io.hookline.plugin.bodysize.internal;

import io.hookline.api.plugin.ConfigurationCheck;
import io.hookline.common.config.GivenOptions;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** Refuses limits that are malformed or given twice, before they are stored. Stateless. */
@Component(property = ConfigurationCheck.PID + "=io.hookline.plugin.bodysize")
public final class BodySizeCheck implements ConfigurationCheck {

    /** Without state. */
    public BodySizeCheck() {}

    @Override
    public List<String> problems(Map<String, Object> settings) {
        try {
            BodySizeConfig config = GivenOptions.as(BodySizeConfig.class, settings);
            BodyLimits.of(config);
            return List.of();
        } catch (IllegalArgumentException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }
}
