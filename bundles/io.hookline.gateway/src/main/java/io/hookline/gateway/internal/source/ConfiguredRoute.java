package io.hookline.gateway.internal.source;

import io.hookline.gateway.internal.config.RouteConfig;
import io.hookline.gateway.internal.config.RouteSettings;
import io.hookline.gateway.internal.route.Definition;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** One route, from one configuration. */
@Component(
        service = ConfiguredRoute.class,
        immediate = true,
        configurationPid = RouteConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RouteConfig.class, factory = true)
public final class ConfiguredRoute {

    private volatile Definition<RouteSettings> definition;
    private volatile @Nullable RouteSettings match;

    /** Checks the configuration; a wrong one is refused where all come together. */
    @Activate
    public ConfiguredRoute(RouteConfig config, Map<String, Object> properties) {
        definition = checked(config, properties);
        match = RefusedRoutes.match(definition.name(), config);
    }

    @Modified
    void modified(RouteConfig config, Map<String, Object> properties) {
        match = RefusedRoutes.match(definition.name(), config);
        definition = checked(config, properties);
    }

    /** What it says now. */
    public Definition<RouteSettings> definition() {
        return definition;
    }

    /** What requests it is for, even if the rest is wrong; null if that cannot be read. */
    @Nullable
    RouteSettings match() {
        return match;
    }

    private static Definition<RouteSettings> checked(RouteConfig config, Map<String, Object> properties) {
        String name = FactoryName.of(RouteConfig.PID, properties);
        return Definition.of(name, () -> RouteSettings.of(name, config));
    }
}
