package io.hookline.isolation.wasm.internal.module;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What the operator lets modules have at most.
 *
 * @param fileBytes size of a module
 * @param memoryMegabytes memory of one instance
 * @param callTime how long one call may take
 * @param instances how many instances one plugin may have
 * @param tableEntries how many entries each table of an instance may have
 * @param restarts after how many restarts within the window the breaker of the plugin's hooks opens
 * @param restartWindow over how long restarts are counted
 * @param allowed grants, for all plugins ({@code clock}) or for one ({@code PLUGIN:clock})
 * @param upstreams addresses by the names under which modules call them
 */
public record WasmSettings(
        long fileBytes,
        int memoryMegabytes,
        Duration callTime,
        int instances,
        int tableEntries,
        int restarts,
        Duration restartWindow,
        Set<String> allowed,
        Map<String, String> upstreams) {

    /** Copies the collections. */
    public WasmSettings {
        allowed = Set.copyOf(allowed);
        upstreams = Map.copyOf(upstreams);
    }

    /** Whether a plugin may use what needs a grant. */
    public boolean allows(String plugin, String grant) {
        return allowed.contains(grant) || allowed.contains(plugin + ":" + grant);
    }
}
