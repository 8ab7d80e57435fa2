package io.hookline.torture.template;


import io.hookline.api.plugin.HealthCheck;
import io.hookline.torture.hook.CallCountListener;
import io.hookline.torture.hook.TortureCall;
import io.hookline.torture.hook.TortureFailure;
import io.hookline.torture.hook.TortureHook;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The hook of every generated plugin. The properties of its component set how it behaves; {@code PluginJars} writes
 * them.
 */
public final class TemplateHook implements TortureHook, HealthCheck {

    private final String plugin;
    private final String version;
    private final long slowMillis;
    private final long failEvery;
    private final long readyMillis;
    private final long stopMillis;
    private final long begunNanos = System.nanoTime();
    private final AtomicLong calls = new AtomicLong();
    private volatile @Nullable CallCountListener listener;
    private volatile boolean stopped;

    /**
     * With the component's properties.
     *
     * @throws IllegalStateException if its release is generated not to start
     */
    public TemplateHook(Map<String, ?> properties) {
        this.plugin = String.valueOf(properties.get("torture.plugin"));
        this.version = String.valueOf(properties.get("torture.version"));
        this.slowMillis = number(properties, "torture.slowMillis");
        this.failEvery = number(properties, "torture.failEvery");
        this.readyMillis = number(properties, "torture.readyMillis");
        this.stopMillis = number(properties, "torture.stopMillis");
        if (Boolean.parseBoolean(String.valueOf(properties.get("torture.refuses")))) {
            throw new IllegalStateException(plugin + " " + version + " does not start, as it was generated to");
        }
    }

    private static long number(Map<String, ?> properties, String name) {
        return Long.parseLong(String.valueOf(properties.get(name)));
    }

    /** Reports the call count, then takes as long to stop as its properties say. */
    public void deactivate() {
        stopped = true;
        CallCountListener current = listener;
        if (current != null) {
            current.stopped(plugin, version, calls.get());
        }
        pause(stopMillis);
    }

    @Override
    public void called(TortureCall call) {
        if (listener == null) {
            listener = call.listener();
        }
        long number = calls.incrementAndGet();
        pause(slowMillis);
        if (failEvery > 0 && number % failEvery == 0) {
            throw new TortureFailure(plugin, version, stopped);
        }
        // Loaded lazily, by the first call that gets here: for a slow release, perhaps while it is being replaced.
        new Signature(plugin, version).sign(call, stopped);
    }

    @Override
    public @Nullable String problem() {
        long left = readyMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos);
        return left > 0 ? "ready in " + left + " ms" : null;
    }

    private static void pause(long millis) {
        if (millis > 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** How the hook signs a call. */
    private record Signature(String plugin, String version) {

        void sign(TortureCall call, boolean stopped) {
            call.answer(plugin, version, stopped);
        }
    }
}
