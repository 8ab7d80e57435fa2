package io.hookline.audit.internal.component;

import io.hookline.audit.internal.route.AuditRoute;
import io.hookline.audit.internal.route.AuditRouteConfig;
import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** One route, from one configuration. */
@Component(
        service = ConfiguredAuditRoute.class,
        immediate = true,
        configurationPid = AuditRouteConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = AuditRouteConfig.class, factory = true)
public final class ConfiguredAuditRoute {

    private volatile AuditRoute route;

    /** Checks the configuration. */
    @Activate
    public ConfiguredAuditRoute(AuditRouteConfig config, Map<String, Object> properties) {
        route = of(config, properties);
    }

    @Modified
    void modified(AuditRouteConfig config, Map<String, Object> properties) {
        route = of(config, properties);
    }

    AuditRoute route() {
        return route;
    }

    private static AuditRoute of(AuditRouteConfig config, Map<String, Object> properties) {
        String pid = String.valueOf(properties.get(Constants.SERVICE_PID));
        int start = AuditRouteConfig.PID.length() + 1;
        return AuditRoute.of(
                pid.startsWith(AuditRouteConfig.PID) && pid.length() > start ? pid.substring(start) : pid, config);
    }
}
