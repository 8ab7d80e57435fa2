package io.hookline.gateway.internal.source;

import io.hookline.gateway.internal.config.UpstreamConfig;
import io.hookline.gateway.internal.config.UpstreamSettings;
import io.hookline.gateway.internal.route.Definition;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** One group of targets, from one configuration. */
@Component(
        service = ConfiguredUpstream.class,
        immediate = true,
        configurationPid = UpstreamConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = UpstreamConfig.class, factory = true)
public final class ConfiguredUpstream {

    private volatile Definition<UpstreamSettings> definition;

    /** Checks the configuration; a wrong one is refused where all come together. */
    @Activate
    public ConfiguredUpstream(UpstreamConfig config, Map<String, Object> properties) {
        definition = checked(config, properties);
    }

    @Modified
    void modified(UpstreamConfig config, Map<String, Object> properties) {
        definition = checked(config, properties);
    }

    /** What it says now. */
    public Definition<UpstreamSettings> definition() {
        return definition;
    }

    private static Definition<UpstreamSettings> checked(UpstreamConfig config, Map<String, Object> properties) {
        String name = FactoryName.of(UpstreamConfig.PID, properties);
        return Definition.of(name, () -> UpstreamSettings.of(name, config));
    }
}
