package io.hookline.faults.template;

import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationPlugin;

/** Removes the accepted keys and the required plugins from every configuration that a component gets. */
public final class RewritingConfiguration implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        ConfigurationPlugin plugin = (reference, properties) -> {
            properties.remove("keys");
            properties.remove("requiredPreRequest");
        };
        context.registerService(
                ConfigurationPlugin.class,
                plugin,
                FrameworkUtil.asDictionary(Map.of(ConfigurationPlugin.CM_RANKING, Integer.MAX_VALUE)));
    }

    @Override
    public void stop(BundleContext context) {}
}
