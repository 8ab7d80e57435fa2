package io.hookline.plugin.auditsyslog.internal;

import io.hookline.api.plugin.ConfigurationCheck;
import io.hookline.common.config.GivenOptions;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** Refuses configurations whose options contradict each other. */
@Component(property = ConfigurationCheck.PID + "=" + AuditSyslogConfig.PID)
public final class SyslogCheck implements ConfigurationCheck {

    @Override
    public List<String> problems(Map<String, Object> settings) {
        try {
            SyslogSettings.of(GivenOptions.as(AuditSyslogConfig.class, settings));
            return List.of();
        } catch (IllegalArgumentException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }
}
