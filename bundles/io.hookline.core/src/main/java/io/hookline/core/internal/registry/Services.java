package io.hookline.core.internal.registry;

import io.hookline.api.runtime.PluginState;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** Reads service properties and bundle states. */
public final class Services {

    private Services() {}

    static int ranking(ServiceReference<?> reference) {
        return reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
    }

    static long id(ServiceReference<?> reference) {
        return (Long) Objects.requireNonNull(reference.getProperty(Constants.SERVICE_ID));
    }

    /** The names under which a service is registered. */
    static List<String> types(ServiceReference<?> reference) {
        return List.of((String[]) Objects.requireNonNull(reference.getProperty(Constants.OBJECTCLASS)));
    }

    /** The services of a bundle. */
    static List<ServiceReference<?>> of(Bundle bundle) {
        try {
            ServiceReference<?>[] services = bundle.getRegisteredServices();
            return services == null ? List.of() : Arrays.asList(services);
        } catch (IllegalStateException e) {
            // It has just been uninstalled.
            return List.of();
        }
    }

    /** The highest ranking among the services of a bundle; 0 if there is none. */
    public static int highestRanking(Bundle bundle) {
        return of(bundle).stream().mapToInt(Services::ranking).max().orElse(0);
    }

    /** A bundle's state. */
    public static PluginState state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.UNINSTALLED -> PluginState.UNINSTALLED;
            case Bundle.INSTALLED -> PluginState.INSTALLED;
            case Bundle.RESOLVED -> PluginState.RESOLVED;
            case Bundle.STARTING -> PluginState.STARTING;
            case Bundle.STOPPING -> PluginState.STOPPING;
            default -> PluginState.ACTIVE;
        };
    }
}
