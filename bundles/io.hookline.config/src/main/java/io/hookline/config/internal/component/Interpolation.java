package io.hookline.config.internal.component;

import io.hookline.config.internal.schema.Values;
import java.util.Dictionary;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Resolves the placeholders in settings, as Config Admin does when it delivers a configuration: with Felix's
 * interpolation plugin, from the environment, secret files and properties.
 */
final class Interpolation implements UnaryOperator<Map<String, Object>> {

    private static final String PLUGIN = "org.apache.felix.configadmin.plugin.interpolation";

    private final ServiceTracker<ConfigurationPlugin, ConfigurationPlugin> plugins;

    Interpolation(BundleContext context) {
        this.plugins = new ServiceTracker<>(context, ConfigurationPlugin.class, null);
    }

    void open() {
        plugins.open();
    }

    void close() {
        plugins.close();
    }

    @Override
    public Map<String, Object> apply(Map<String, Object> settings) {
        Map<ServiceReference<ConfigurationPlugin>, ConfigurationPlugin> all = plugins.getTracked();
        Dictionary<String, Object> delivered = Values.properties(settings);
        all.forEach((reference, plugin) -> {
            if (PLUGIN.equals(reference.getProperty("config.plugin.id"))) {
                plugin.modifyConfiguration(reference, delivered);
            }
        });
        return Values.settings(delivered);
    }
}
