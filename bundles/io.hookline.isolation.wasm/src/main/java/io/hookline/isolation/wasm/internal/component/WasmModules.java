package io.hookline.isolation.wasm.internal.component;

import io.hookline.isolation.wasm.internal.engine.BadModuleException;
import io.hookline.isolation.wasm.internal.engine.CodeCache;
import io.hookline.isolation.wasm.internal.engine.EndiveEngine;
import io.hookline.isolation.wasm.internal.engine.WasmEngine;
import io.hookline.isolation.wasm.internal.module.Abi;
import io.hookline.isolation.wasm.internal.module.CheckedModule;
import io.hookline.isolation.wasm.internal.module.WasmSettings;
import io.hookline.isolation.wasm.internal.plugin.Background;
import io.hookline.isolation.wasm.internal.plugin.WasmPlugin;
import io.hookline.isolation.wasm.internal.pool.CallWatch;
import io.hookline.isolation.wasm.internal.proxy.ProxyPlugin;
import io.hookline.isolation.wasm.internal.proxy.SharedState;
import io.hookline.isolation.wasm.internal.value.ValuePlugin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What all modules share: the engine, the watch of their calls, and the state that a release leaves to the one that
 * replaces it. Nothing of it is there before the first module comes. Safe for use by many threads.
 */
final class WasmModules implements AutoCloseable {

    private final Path cacheFolder;
    private final Background background = new Background();
    private final Map<String, SharedState> shared = new ConcurrentHashMap<>();
    private final List<WasmRelease> releases = new CopyOnWriteArrayList<>();
    private @Nullable WasmEngine engine;
    private @Nullable CallWatch watch;

    WasmModules(Path cacheFolder) {
        this.cacheFolder = cacheFolder;
    }

    synchronized WasmEngine engine() {
        WasmEngine known = engine;
        if (known == null) {
            known = new EndiveEngine(new CodeCache(cacheFolder));
            engine = known;
        }
        return known;
    }

    private synchronized CallWatch watch() {
        CallWatch known = watch;
        if (known == null) {
            known = new CallWatch();
            watch = known;
        }
        return known;
    }

    /**
     * A module as a plugin, without instances.
     *
     * @throws BadModuleException if it cannot be compiled
     */
    WasmPlugin<?> plugin(CheckedModule module, byte[] content, WasmSettings settings) throws BadModuleException {
        var code = engine().compile(content);
        return module.abi() == Abi.VALUES
                ? new ValuePlugin(module, code, settings, watch())
                : new ProxyPlugin(
                        module,
                        code,
                        settings,
                        watch(),
                        background,
                        shared.computeIfAbsent(module.manifest().name(), name -> new SharedState()));
    }

    /** The installed releases. */
    List<WasmRelease> releases() {
        return releases;
    }

    @Override
    public synchronized void close() {
        releases.forEach(WasmRelease::stop);
        background.close();
        CallWatch known = watch;
        if (known != null) {
            known.close();
        }
    }
}
