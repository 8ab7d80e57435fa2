package io.hookline.isolation.process.internal.parent;

import io.hookline.api.plugin.Secrets;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * The secrets that one process gets: those of its plugins. The process says which plugin asks, and may say anything.
 * Safe for use by many threads.
 */
final class PluginSecrets {

    private final List<Bundle> plugins;

    /** Of a process that runs these plugins. */
    PluginSecrets(List<Bundle> plugins) {
        this.plugins = List.copyOf(plugins);
    }

    /**
     * Resolves a configured text by the object that the plugin itself would get.
     *
     * @throws IllegalArgumentException if the plugin does not run in this process, or has no such secret
     */
    String resolve(String plugin, String configured) {
        Bundle owner = plugins.stream()
                .filter(bundle -> plugin.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(plugin + " does not run in this process"));
        BundleContext its = owner.getBundleContext();
        ServiceReference<Secrets> reference = its == null ? null : its.getServiceReference(Secrets.class);
        Secrets secrets = its == null || reference == null ? null : its.getService(reference);
        if (its == null || secrets == null) {
            throw new IllegalArgumentException(plugin + " has no secrets here");
        }
        try {
            return secrets.resolve(configured);
        } finally {
            its.ungetService(reference);
        }
    }
}
