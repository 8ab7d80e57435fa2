package io.hookline.audit.internal.component;

import io.hookline.api.plugin.ConfigurationCheck;
import io.hookline.audit.internal.route.AuditRoute;
import io.hookline.audit.internal.route.AuditRouteConfig;
import io.hookline.common.config.GivenOptions;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/** Publishes the checks of the configurations before the components get them. */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class AuditChecks implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        register(context, AuditConfig.PID, AuditChecks::ofPipeline);
        register(context, AuditRouteConfig.PID, AuditChecks::ofRoute);
    }

    /** The framework unregisters the services. */
    @Override
    public void stop(BundleContext context) {}

    static List<String> ofPipeline(Map<String, Object> settings) {
        return problems(() -> AuditSettings.of(GivenOptions.as(AuditConfig.class, settings)));
    }

    static List<String> ofRoute(Map<String, Object> settings) {
        return problems(() -> AuditRoute.of("NAME", GivenOptions.as(AuditRouteConfig.class, settings)));
    }

    private static void register(BundleContext context, String pid, ConfigurationCheck check) {
        context.registerService(
                ConfigurationCheck.class, check, FrameworkUtil.asDictionary(Map.of(ConfigurationCheck.PID, pid)));
    }

    private static List<String> problems(Runnable check) {
        try {
            check.run();
            return List.of();
        } catch (IllegalArgumentException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }
}
