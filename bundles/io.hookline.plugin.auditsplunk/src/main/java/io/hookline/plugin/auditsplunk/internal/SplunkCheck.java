package io.hookline.plugin.auditsplunk.internal;

import io.hookline.api.plugin.ConfigurationCheck;
import io.hookline.common.config.GivenOptions;
import io.hookline.common.httpoutput.HttpOptions;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** Refuses options that do not fit together, before they are stored. Stateless. */
@Component(property = ConfigurationCheck.PID + "=io.hookline.plugin.auditsplunk")
public final class SplunkCheck implements ConfigurationCheck {

    /** Without state. */
    public SplunkCheck() {}

    @Override
    public List<String> problems(Map<String, Object> settings) {
        try {
            SplunkConfig config = GivenOptions.as(SplunkConfig.class, settings);
            HttpOptions options = GivenOptions.as(HttpOptions.class, settings);
            SplunkSettings.of(config, options, reference -> "secret").checkFiles();
            return List.of();
        } catch (IllegalArgumentException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }
}
