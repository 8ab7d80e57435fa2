package io.hookline.gateway.internal;

import io.hookline.api.plugin.ConfigurationCheck;
import io.hookline.gateway.internal.config.GatewayConfig;
import java.util.Dictionary;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Publishes the check of the configuration before the gateway's component gets one. */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class GatewayActivator implements BundleActivator {

    private static final String REPORT = "hookline.check.report";

    private final AtomicLong reports = new AtomicLong();

    @Override
    public void start(BundleContext context) {
        GatewayCheck check = new GatewayCheck();
        ServiceRegistration<?> registration = context.registerService(
                new String[] {ConfigurationCheck.class.getName(), GatewayCheck.class.getName()}, check, properties());
        check.reportBy(() -> registration.setProperties(properties()));
    }

    /** The framework unregisters the service. */
    @Override
    public void stop(BundleContext context) {}

    private Dictionary<String, Object> properties() {
        return FrameworkUtil.asDictionary(
                Map.of(ConfigurationCheck.PID, GatewayConfig.PID, REPORT, reports.getAndIncrement()));
    }
}
