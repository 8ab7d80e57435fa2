package io.hookline.api.runtime;

import java.util.List;

/**
 * A bundle that declares {@code io.hookline.api.plugin.Plugin}, publishes hooks or requires a hook point.
 *
 * @param name symbolic name
 * @param version bundle version
 * @param bundleId bundle id
 * @param state the bundle's state
 * @param active points in whose chain it is
 * @param standby points where a newer release of it has replaced it
 * @param asks points that its manifest requires
 * @param id the id by which others know it; without {@code Plugin}, its symbolic name
 * @param pluginVersion the version that {@code Plugin} states; if it states none, the bundle's
 * @param tags its tags, as {@code Plugin} states them
 * @param dependsOn plugins that it requires, each as id and versions, for instance {@code cache [1.2.0,2.0.0)}
 * @param dependants resolved plugins that require it, each as name and release, for instance {@code org.example.report
 *     1.0.0}
 * @param ranking the highest {@code service.ranking} of its services; 0 if it publishes none
 */
public record PluginStatus(
        String name,
        String version,
        long bundleId,
        PluginState state,
        List<String> active,
        List<String> standby,
        List<String> asks,
        String id,
        String pluginVersion,
        List<String> tags,
        List<String> dependsOn,
        List<String> dependants,
        int ranking) {

    /** Copies the lists. */
    public PluginStatus {
        active = List.copyOf(active);
        standby = List.copyOf(standby);
        asks = List.copyOf(asks);
        tags = List.copyOf(tags);
        dependsOn = List.copyOf(dependsOn);
        dependants = List.copyOf(dependants);
    }
}
