package io.hookline.isolation.wasm.internal.plugin;

import io.hookline.api.HookRefusedException;
import io.hookline.deploy.artifact.PluginMetric;
import io.hookline.engine.guard.GuardSettings;
import io.hookline.engine.runner.AttachException;
import io.hookline.engine.runner.AttachRequest;
import io.hookline.engine.runner.HookAttachment;
import io.hookline.engine.runner.RunnerContext;
import io.hookline.isolation.wasm.internal.engine.CompiledModule;
import io.hookline.isolation.wasm.internal.engine.GuestTrapException;
import io.hookline.isolation.wasm.internal.module.CheckedModule;
import io.hookline.isolation.wasm.internal.module.WasmSettings;
import io.hookline.isolation.wasm.internal.pool.CallWatch;
import io.hookline.isolation.wasm.internal.pool.Guest;
import io.hookline.isolation.wasm.internal.pool.GuestPool;
import io.hookline.isolation.wasm.internal.pool.GuestTimeoutException;
import io.hookline.isolation.wasm.internal.pool.NoGuestException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A module that runs as a plugin: its instances, and the hooks that call them. Safe for use by many threads.
 *
 * @param <G> what runs in an instance
 */
public abstract class WasmPlugin<G extends Guest> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WasmPlugin.class);

    private final CheckedModule module;
    private final CompiledModule code;
    private final WasmSettings settings;
    private final GuestPool<G> pool;
    private final GuestLog log;
    private final List<RunnerContext> contexts = new CopyOnWriteArrayList<>();

    /** A plugin without instances. */
    @SuppressWarnings("this-escape") // The pool creates instances when it is asked to, not before.
    protected WasmPlugin(CheckedModule module, CompiledModule code, WasmSettings settings, CallWatch watch) {
        this.module = module;
        this.code = code;
        this.settings = settings;
        this.log = new GuestLog(module.manifest().name());
        this.pool = new GuestPool<>(
                module.manifest().instances(),
                this::create,
                watch,
                module.manifest().callTime(),
                settings.restarts(),
                settings.restartWindow(),
                System::nanoTime,
                this::crashLoop);
    }

    /** A new instance, ready to be called. Runs under the time limit. */
    protected abstract G create();

    /**
     * What chains call for a hook of the plugin.
     *
     * @throws AttachException if the plugin cannot fill the hook's contract
     */
    protected abstract Object target(AttachRequest request) throws AttachException;

    /** Attaches a hook of the plugin. */
    public HookAttachment attach(AttachRequest request) throws AttachException {
        Object target = target(request);
        contexts.add(request.context());
        return new Attachment(target, request.context());
    }

    /** The module. */
    public CheckedModule module() {
        return module;
    }

    /** Its compiled code. */
    protected CompiledModule code() {
        return code;
    }

    /** What the operator lets modules have. */
    public WasmSettings settings() {
        return settings;
    }

    /** Its instances. */
    public GuestPool<G> pool() {
        return pool;
    }

    /** Where the module's own lines go. */
    public GuestLog log() {
        return log;
    }

    /** The metrics that the module has defined, by name. */
    public Map<String, Long> metrics() {
        return Map.of();
    }

    /** The same, for {@code /metrics}. */
    public List<PluginMetric> pluginMetrics() {
        return List.of();
    }

    /** What a call's failure means for the chain. */
    protected static RuntimeException failure(RunnerContext context, RuntimeException cause) {
        if (cause instanceof GuestTimeoutException timeout) {
            return context.timeout(timeout.limit());
        }
        if (cause instanceof NoGuestException) {
            return refusal(context, cause);
        }
        return cause instanceof GuestTrapException
                ? new ModuleFailedException("the module has ended its instance: " + cause.getMessage())
                : cause;
    }

    private static HookRefusedException refusal(RunnerContext context, RuntimeException cause) {
        return context.refusal(String.valueOf(cause.getMessage()));
    }

    private void crashLoop(String reason) {
        String words = "its instances end again and again, " + settings.restarts() + " times within "
                + settings.restartWindow().toSeconds() + " s: " + reason;
        LOG.error("{}: {}", module.manifest().name(), words);
        contexts.forEach(context -> context.trip(words));
    }

    /** How it is limited now, for {@code hook:guard}. */
    private String limits() {
        String text = module.manifest().memoryMegabytes() + " MB, "
                + module.manifest().callTime().toMillis() + " ms, " + pool.instances() + " of " + pool.mostInstances()
                + " instances";
        long restarts = pool.restarts();
        return restarts == 0 ? text : text + ", " + restarts + " restarts (" + pool.lastEnd() + ")";
    }

    @Override
    public void close() {
        pool.close();
    }

    private final class Attachment implements HookAttachment {

        private final Object target;
        private final RunnerContext context;

        Attachment(Object target, RunnerContext context) {
            this.target = target;
            this.context = context;
        }

        @Override
        public Object target() {
            return target;
        }

        @Override
        public boolean serves(GuardSettings settings) {
            return true;
        }

        @Override
        public boolean runsOnCallersThread() {
            return true;
        }

        @Override
        public String limits() {
            return WasmPlugin.this.limits();
        }

        @Override
        public void close() {
            contexts.remove(context);
        }
    }
}
