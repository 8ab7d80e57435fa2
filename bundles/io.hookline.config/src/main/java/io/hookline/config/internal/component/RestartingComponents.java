package io.hookline.config.internal.component;

import io.hookline.config.internal.schema.Schemas;
import java.util.Arrays;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Finds the components that a change of their configuration restarts. A component with a {@code @Modified} method
 * applies the change while it runs. Without one, Declarative Services unregisters its services, and its hooks are out
 * of their chains until it is back.
 */
final class RestartingComponents {

    private final ServiceTracker<ServiceComponentRuntime, ServiceComponentRuntime> runtime;

    RestartingComponents(BundleContext context) {
        this.runtime = new ServiceTracker<>(context, ServiceComponentRuntime.class, null);
    }

    void open() {
        runtime.open();
    }

    void close() {
        runtime.close();
    }

    /** The running components, by name, that a change of this configuration restarts. */
    List<String> of(String pid) {
        ServiceComponentRuntime components = runtime.getService();
        if (components == null) {
            return List.of();
        }
        String defined = Schemas.defined(pid);
        return components.getComponentDescriptionDTOs().stream()
                .filter(component -> Arrays.asList(component.configurationPid).contains(defined)
                        && !"ignore".equals(component.configurationPolicy)
                        && component.modified == null)
                .filter(component -> runs(components, component))
                .map(component -> component.name)
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean runs(ServiceComponentRuntime components, ComponentDescriptionDTO component) {
        return components.getComponentConfigurationDTOs(component).stream()
                .anyMatch(configuration ->
                        (configuration.state & (ComponentConfigurationDTO.ACTIVE | ComponentConfigurationDTO.SATISFIED))
                                != 0);
    }
}
