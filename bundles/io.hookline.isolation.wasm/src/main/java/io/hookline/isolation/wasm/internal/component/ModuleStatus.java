package io.hookline.isolation.wasm.internal.component;

import java.util.Map;

/**
 * A module that is installed.
 *
 * @param plugin its plugin's name
 * @param version its version
 * @param instances how many instances it has now
 * @param mostInstances how many it may have
 * @param memoryKilobytes memory of its instances
 * @param restarts how many instances have ended by a trap or a limit
 * @param lastEnd why the last one ended; empty if none has
 * @param metrics the metrics that it has defined, by name
 */
public record ModuleStatus(
        String plugin,
        String version,
        int instances,
        int mostInstances,
        long memoryKilobytes,
        long restarts,
        String lastEnd,
        Map<String, Long> metrics) {

    private static final int KILOBYTES_OF_A_PAGE = 64;

    /** Copies the metrics. */
    public ModuleStatus {
        metrics = Map.copyOf(metrics);
    }

    static ModuleStatus of(WasmRelease release) {
        var plugin = release.plugin();
        return new ModuleStatus(
                release.id().name(),
                release.id().version(),
                plugin.pool().instances(),
                plugin.pool().mostInstances(),
                (long) plugin.pool().pages() * KILOBYTES_OF_A_PAGE,
                plugin.pool().restarts(),
                plugin.pool().lastEnd(),
                plugin.metrics());
    }
}
