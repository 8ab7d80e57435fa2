package io.hookline.isolation.process.internal.child;

import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Tells why the components of a plugin are not active. */
final class Unsatisfied {

    private Unsatisfied() {}

    /** The reasons in words; empty if none is known. */
    static String of(String plugin, BundleContext context) {
        ServiceReference<ServiceComponentRuntime> reference =
                context.getServiceReference(ServiceComponentRuntime.class);
        ServiceComponentRuntime components = reference == null ? null : context.getService(reference);
        if (components == null) {
            return "";
        }
        List<String> reasons = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            if (plugin.equals(bundle.getSymbolicName())) {
                components
                        .getComponentDescriptionDTOs(bundle)
                        .forEach(component -> add(reasons, component, components));
            }
        }
        return String.join("; ", reasons);
    }

    private static void add(
            List<String> reasons, ComponentDescriptionDTO component, ServiceComponentRuntime components) {
        for (ComponentConfigurationDTO instance : components.getComponentConfigurationDTOs(component)) {
            if (instance.state == ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION) {
                reasons.add(component.name + " has no configuration " + String.join(", ", component.configurationPid));
            } else if (instance.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE) {
                for (var missing : instance.unsatisfiedReferences) {
                    reasons.add(component.name + " lacks a service for " + missing.name);
                }
            } else if (instance.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                reasons.add(component.name + " does not start: "
                        + String.valueOf(instance.failure).lines().findFirst().orElse(""));
            }
        }
    }
}
