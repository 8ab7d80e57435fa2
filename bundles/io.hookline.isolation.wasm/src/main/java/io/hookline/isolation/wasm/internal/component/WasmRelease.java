package io.hookline.isolation.wasm.internal.component;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.deploy.artifact.StagedRelease;
import io.hookline.isolation.wasm.internal.plugin.WasmPlugin;
import java.util.List;
import org.osgi.framework.ServiceRegistration;

/** An installed module: its plugin, and while it is started, the services of its hooks. */
final class WasmRelease implements StagedRelease {

    private final ReleaseId id;
    private final WasmPlugin<?> plugin;
    private volatile List<ServiceRegistration<?>> hooks = List.of();
    private volatile boolean gone;

    WasmRelease(ReleaseId id, WasmPlugin<?> plugin) {
        this.id = id;
        this.plugin = plugin;
    }

    @Override
    public ReleaseId id() {
        return id;
    }

    WasmPlugin<?> plugin() {
        return plugin;
    }

    void started(List<ServiceRegistration<?>> registered) {
        hooks = List.copyOf(registered);
    }

    void stop() {
        List<ServiceRegistration<?>> registered = hooks;
        hooks = List.of();
        for (ServiceRegistration<?> hook : registered) {
            unregister(hook);
        }
        plugin.close();
    }

    private static void unregister(ServiceRegistration<?> hook) {
        try {
            hook.unregister();
        } catch (IllegalStateException e) {
            // The bundle is stopping, and the framework was faster.
        }
    }

    void uninstalled() {
        gone = true;
    }

    @Override
    public boolean isActive() {
        return !hooks.isEmpty();
    }

    @Override
    public boolean isGone() {
        return gone;
    }
}
