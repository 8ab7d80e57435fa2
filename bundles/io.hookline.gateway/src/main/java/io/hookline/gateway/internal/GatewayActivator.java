package io.hookline.gateway.internal;

import io.hookline.api.plugin.ConfigurationCheck;
import io.hookline.api.plugin.ConfigurationUse;
import io.hookline.gateway.internal.config.GatewayConfig;
import io.hookline.gateway.internal.config.RouteConfig;
import io.hookline.gateway.internal.config.StranglerConfig;
import io.hookline.gateway.internal.config.UpstreamConfig;
import io.hookline.gateway.internal.management.ManagementCheck;
import io.hookline.gateway.internal.management.ManagementConfig;
import io.hookline.gateway.internal.source.RouteCheck;
import io.hookline.gateway.internal.source.RouteUse;
import io.hookline.gateway.internal.source.StranglerCheck;
import io.hookline.gateway.internal.source.UpstreamCheck;
import java.util.Dictionary;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Publishes the checks of the configurations before the components get them. */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class GatewayActivator implements BundleActivator {

    private static final String REPORT = "hookline.check.report";

    private final AtomicLong reports = new AtomicLong();

    @Override
    public void start(BundleContext context) {
        GatewayCheck check = new GatewayCheck();
        ServiceRegistration<?> registration = register(context, check, GatewayConfig.PID);
        check.reportBy(() -> registration.setProperties(properties(GatewayConfig.PID)));
        register(context, new ManagementCheck(), ManagementConfig.PID);
        register(context, new RouteCheck(), RouteConfig.PID);
        register(context, new RouteUse());
        register(context, new UpstreamCheck(), UpstreamConfig.PID);
        register(context, new StranglerCheck(), StranglerConfig.PID);
    }

    private ServiceRegistration<?> register(BundleContext context, ConfigurationCheck check, String pid) {
        String[] names = {ConfigurationCheck.class.getName(), check.getClass().getName()};
        return context.registerService(names, check, properties(pid));
    }

    private void register(BundleContext context, RouteUse use) {
        String[] names = {ConfigurationUse.class.getName(), RouteUse.class.getName()};
        ServiceRegistration<?> registration = context.registerService(names, use, useProperties());
        use.reportBy(() -> registration.setProperties(useProperties()));
    }

    private Dictionary<String, Object> useProperties() {
        return FrameworkUtil.asDictionary(
                Map.of(ConfigurationUse.PID, RouteConfig.PID, REPORT, reports.getAndIncrement()));
    }

    /** The framework unregisters the services. */
    @Override
    public void stop(BundleContext context) {}

    private Dictionary<String, Object> properties(String pid) {
        return FrameworkUtil.asDictionary(Map.of(ConfigurationCheck.PID, pid, REPORT, reports.getAndIncrement()));
    }
}
