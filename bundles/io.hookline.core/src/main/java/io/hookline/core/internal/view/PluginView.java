package io.hookline.core.internal.view;

import io.hookline.api.runtime.PluginDTO;
import java.util.List;

/** A PluginDTO as it was at one moment. */
public record PluginView(
        String name,
        String version,
        long bundleId,
        String state,
        List<String> active,
        List<String> standby,
        List<String> asks,
        String id,
        String pluginVersion,
        List<String> tags,
        List<String> dependsOn,
        List<String> dependants,
        int ranking)
        implements PluginDTO {}
