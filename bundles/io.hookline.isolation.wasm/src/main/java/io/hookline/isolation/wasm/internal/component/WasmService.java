package io.hookline.isolation.wasm.internal.component;

import io.hookline.deploy.artifact.ArtifactType;
import io.hookline.deploy.artifact.PluginMetric;
import io.hookline.deploy.artifact.PluginMetrics;
import io.hookline.isolation.wasm.internal.module.HostCatalogue;
import io.hookline.isolation.wasm.internal.module.WasmSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers the artifact type of modules, with the operator's limits, as long as the bundle is started. */
@Component(
        service = {WasmService.class, PluginMetrics.class},
        immediate = true,
        configurationPid = "io.hookline.isolation.wasm")
@Designate(ocd = WasmConfig.class)
public final class WasmService implements PluginMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(WasmService.class);
    private static final int MEGABYTE = 1024 * 1024;

    private final WasmModules modules;
    private final ServiceRegistration<ArtifactType> type;
    private volatile WasmSettings settings;

    /** Registers the type. */
    @Activate
    public WasmService(BundleContext context, WasmConfig config) {
        String data = context.getProperty("hookline.data");
        settings = settings(config);
        modules = new WasmModules(Path.of(data == null || data.isEmpty() ? "hookline-data" : data)
                .toAbsolutePath()
                .resolve("wasm-cache"));
        type = context.registerService(
                ArtifactType.class, new WasmArtifactType(context, modules, () -> settings), null);
    }

    /** Releases that run keep the limits that they were started with. */
    @Modified
    void changed(WasmConfig config) {
        settings = settings(config);
    }

    @Deactivate
    void deactivate() {
        type.unregister();
        modules.close();
    }

    /** The installed modules, in the order in which they came. */
    public List<ModuleStatus> status() {
        return modules.releases().stream().map(ModuleStatus::of).toList();
    }

    /** Releases of one plugin that are installed side by side share their metrics, which are counted once. */
    @Override
    public List<PluginMetric> metrics() {
        Map<String, List<PluginMetric>> byPlugin = new LinkedHashMap<>();
        for (WasmRelease release : modules.releases()) {
            byPlugin.putIfAbsent(release.id().name(), release.plugin().pluginMetrics());
        }
        return byPlugin.values().stream().flatMap(List::stream).toList();
    }

    private static WasmSettings settings(WasmConfig config) {
        Set<String> allowed = Set.copyOf(Arrays.asList(config.allow()));
        for (String one : allowed) {
            String grant = one.substring(one.indexOf(':') + 1);
            if (!HostCatalogue.GRANTS.contains(grant)) {
                LOG.warn("allow = {}: there is no such grant; there are {}", one, HostCatalogue.GRANTS);
            }
        }
        Map<String, String> upstreams = new LinkedHashMap<>();
        for (String one : config.upstreams()) {
            int sign = one.indexOf('=');
            if (sign <= 0 || !one.substring(sign + 1).matches("https?://[^/?#\\s]+")) {
                LOG.error("upstreams = {}: write NAME=http://HOST:PORT", one);
            } else {
                upstreams.put(
                        one.substring(0, sign).strip(), one.substring(sign + 1).strip());
            }
        }
        return new WasmSettings(
                (long) config.fileMegabytes() * MEGABYTE,
                config.memoryMegabytes(),
                Duration.ofMillis(config.callMillis()),
                config.instances(),
                config.tableEntries(),
                config.restarts(),
                Duration.ofSeconds(config.restartSeconds()),
                allowed,
                upstreams);
    }
}
