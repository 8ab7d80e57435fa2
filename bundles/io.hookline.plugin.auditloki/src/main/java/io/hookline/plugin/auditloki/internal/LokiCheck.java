package io.hookline.plugin.auditloki.internal;

import io.hookline.api.plugin.ConfigurationCheck;
import io.hookline.common.config.GivenOptions;
import io.hookline.common.httpoutput.HttpCredentials;
import io.hookline.common.httpoutput.HttpOptions;
import io.hookline.common.httpoutput.HttpSettings;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** Refuses options that do not fit together, before they are stored. Stateless. */
@Component(property = ConfigurationCheck.PID + "=io.hookline.plugin.auditloki")
public final class LokiCheck implements ConfigurationCheck {

    /** Without state. */
    public LokiCheck() {}

    @Override
    public List<String> problems(Map<String, Object> settings) {
        try {
            LokiConfig config = GivenOptions.as(LokiConfig.class, settings);
            StreamLabels.check(config);
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
