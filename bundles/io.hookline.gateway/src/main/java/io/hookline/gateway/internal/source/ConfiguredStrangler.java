package io.hookline.gateway.internal.source;

import io.hookline.gateway.internal.config.StranglerConfig;
import io.hookline.gateway.internal.config.StranglerSettings;
import io.hookline.gateway.internal.route.Definition;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** One migration of a route, from one configuration. */
@Component(
        service = ConfiguredStrangler.class,
        immediate = true,
        configurationPid = StranglerConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = StranglerConfig.class, factory = true)
public final class ConfiguredStrangler {

    private volatile Definition<StranglerSettings> definition;

    /** Checks the configuration; a wrong one is refused where all come together. */
    @Activate
    public ConfiguredStrangler(StranglerConfig config, Map<String, Object> properties) {
        definition = checked(config, properties);
    }

    @Modified
    void modified(StranglerConfig config, Map<String, Object> properties) {
        definition = checked(config, properties);
    }

    /** What it says now. */
    public Definition<StranglerSettings> definition() {
        return definition;
    }

    private static Definition<StranglerSettings> checked(StranglerConfig config, Map<String, Object> properties) {
        String name = FactoryName.of(StranglerConfig.PID, properties);
        return Definition.of(name, () -> StranglerSettings.of(name, config));
    }
}
