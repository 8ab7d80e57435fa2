package io.hookline.isolation.process.internal.parent;

import io.hookline.api.plugin.Secrets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;

/** Which services of the runtime the components of a plugin need, and would not find in a child. */
final class ServiceNeeds {

    /** What a child has: configuration, secrets of its plugins, loggers, and the component runtime itself. */
    private static final Set<String> THERE = Set.of(
            ConfigurationAdmin.class.getName(),
            Secrets.class.getName(),
            ServiceComponentRuntime.class.getName(),
            "org.osgi.service.log.LoggerFactory",
            // The component runtime waits for the framework's own by itself.
            "org.osgi.service.condition.Condition");

    private ServiceNeeds() {}

    /**
     * What the hook's component lacks, in words; empty if nothing.
     *
     * @param component the name of the hook's component; of others of the plugin it only tells if this needs them
     */
    static String missing(
            ServiceComponentRuntime components, Collection<Bundle> plugins, Bundle plugin, String component) {
        List<ComponentDescriptionDTO> all =
                new ArrayList<>(components.getComponentDescriptionDTOs(plugins.toArray(Bundle[]::new)));
        Set<String> lacking = new HashSet<>();
        components.getComponentDescriptionDTOs(plugin).stream()
                .filter(description -> description.name.equals(component))
                .forEach(description -> collect(description, all, lacking, new HashSet<>()));
        return lacking.isEmpty()
                ? ""
                : "its component needs "
                        + String.join(", ", lacking.stream().sorted().toList())
                        + " of the runtime. A process of its own has configuration, secrets and logging only, and what"
                        + " the plugins in it bring. Choose one of the runners inline, watched and pool, or make the"
                        + " reference optional";
    }

    private static void collect(
            ComponentDescriptionDTO component,
            List<ComponentDescriptionDTO> all,
            Set<String> lacking,
            Set<ComponentDescriptionDTO> seen) {
        if (!seen.add(component)) {
            return;
        }
        for (ReferenceDTO reference : component.references) {
            if (!reference.cardinality.startsWith("1") || THERE.contains(reference.interfaceName)) {
                continue;
            }
            List<ComponentDescriptionDTO> providers = all.stream()
                    .filter(other -> Arrays.asList(other.serviceInterfaces).contains(reference.interfaceName))
                    .toList();
            if (providers.isEmpty()) {
                lacking.add(reference.interfaceName);
            }
            providers.forEach(provider -> collect(provider, all, lacking, seen));
        }
    }
}
