package io.hookline.isolation.process.internal.parent;

import io.hookline.isolation.process.internal.wire.ConfigurationValues;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * The configurations of plugins: those whose PIDs their components name, as the components get them. Safe for use by
 * many threads.
 */
final class PluginConfigurations {

    private final ConfigurationAdmin admin;
    private final ServiceComponentRuntime components;

    PluginConfigurations(ConfigurationAdmin admin, ServiceComponentRuntime components) {
        this.admin = admin;
        this.components = components;
    }

    /** The PIDs, and factory PIDs, that belong to plugins. */
    Set<String> pidsOf(Collection<Bundle> plugins) {
        Set<String> pids = new HashSet<>();
        components
                .getComponentDescriptionDTOs(plugins.toArray(Bundle[]::new))
                .forEach(component -> pids.addAll(Arrays.asList(component.configurationPid)));
        return pids;
    }

    /** All configurations of plugins: PID, factory PID or nothing, properties. */
    List<Object> of(Collection<Bundle> plugins) throws IOException {
        List<Object> rows = new ArrayList<>();
        for (String pid : pidsOf(plugins)) {
            for (Configuration found : find("(|(service.pid=" + pid + ")(service.factoryPid=" + pid + "))")) {
                Map<String, @Nullable Object> values = values(found);
                if (values != null) {
                    rows.add(List.of(found.getPid(), factory(found), values));
                }
            }
        }
        return rows;
    }

    /** The properties of one configuration as plain values; null if it is gone. */
    @Nullable
    Map<String, @Nullable Object> byPid(String pid) throws IOException {
        List<Configuration> found = find("(service.pid=" + pid + ")");
        return found.isEmpty() ? null : values(found.get(0));
    }

    private List<Configuration> find(String filter) throws IOException {
        try {
            Configuration[] found = admin.listConfigurations(filter);
            return found == null ? List.of() : List.of(found);
        } catch (InvalidSyntaxException e) {
            throw new IOException("no valid filter: " + filter, e);
        }
    }

    private static String factory(Configuration configuration) {
        String factory = configuration.getFactoryPid();
        return factory == null ? "" : factory;
    }

    private static @Nullable Map<String, @Nullable Object> values(Configuration configuration) {
        Dictionary<String, Object> properties = configuration.getProcessedProperties(null);
        return properties == null
                ? null
                : ConfigurationValues.encode(new LinkedHashMap<>(FrameworkUtil.asMap(properties)));
    }
}
