package io.hookline.plugin.auditelastic.internal;

import io.hookline.api.plugin.ConfigurationCheck;
import io.hookline.common.config.GivenOptions;
import io.hookline.common.httpoutput.HttpCredentials;
import io.hookline.common.httpoutput.HttpOptions;
import io.hookline.common.httpoutput.HttpSettings;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** Refuses options that do not fit together, before they are stored. Stateless. */
@Component(property = ConfigurationCheck.PID + "=io.hookline.plugin.auditelastic")
public final class ElasticCheck implements ConfigurationCheck {

    /** Without state. */
    public ElasticCheck() {}

    @Override
    public List<String> problems(Map<String, Object> settings) {
        try {
            ElasticConfig config = GivenOptions.as(ElasticConfig.class, settings);
            HttpSettings.check(
                    config.url(),
                    GivenOptions.as(HttpOptions.class, settings),
                    GivenOptions.as(HttpCredentials.class, settings));
            return List.of();
        } catch (IllegalArgumentException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }
}
