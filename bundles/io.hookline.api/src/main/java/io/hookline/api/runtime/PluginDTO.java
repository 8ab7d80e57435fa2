package io.hookline.api.runtime;

import java.util.List;

/**
 * A bundle that publishes hooks or asks for a hook point.
 *
 * @param name symbolic name
 * @param version bundle version
 * @param bundleId bundle id
 * @param state the bundle's state in the framework's words: INSTALLED, RESOLVED, STARTING, ACTIVE, STOPPING
 * @param active points in whose chain it stands
 * @param standby points where a newer release stands in its place
 * @param asks points it requires, as its manifest says
 */
public record PluginDTO(
        String name,
        String version,
        long bundleId,
        String state,
        List<String> active,
        List<String> standby,
        List<String> asks) {}
