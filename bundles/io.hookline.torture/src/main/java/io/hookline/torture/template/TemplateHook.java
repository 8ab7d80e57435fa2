package io.hookline.torture.template;

import io.hookline.api.plugin.HealthCheck;
import io.hookline.torture.hook.CallBook;
import io.hookline.torture.hook.TortureCall;
import io.hookline.torture.hook.TortureFailure;
import io.hookline.torture.hook.TortureHook;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The hook of every generated plugin. How it behaves is in its component's properties; which these are, the class that writes
 * the component description says.
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
    private volatile @Nullable CallBook book;
    private volatile boolean stopped;

    /**
     * With the component's properties.
     *
     * @throws IllegalStateException if it is made not to start
     */
    public TemplateHook(Map<String, ?> properties) {
        this.plugin = String.valueOf(properties.get("torture.plugin"));
        this.version = String.valueOf(properties.get("torture.version"));
        this.slowMillis = number(properties, "torture.slowMillis");
        this.failEvery = number(properties, "torture.failEvery");
        this.readyMillis = number(properties, "torture.readyMillis");
        this.stopMillis = number(properties, "torture.stopMillis");
        if (Boolean.parseBoolean(String.valueOf(properties.get("torture.refuses")))) {
            throw new IllegalStateException(plugin + " " + version + " does not start, as it is made to");
        }
    }

    private static long number(Map<String, ?> properties, String name) {
        return Long.parseLong(String.valueOf(properties.get(name)));
    }

    /** The component is stopped: closes the account, then takes as long as it is made to. */
    public void deactivate() {
        stopped = true;
        CallBook open = book;
        if (open != null) {
            open.left(plugin, version, calls.get());
        }
        pause(stopMillis);
    }

    @Override
    public void called(TortureCall call) {
        if (book == null) {
            book = call.book();
        }
        long number = calls.incrementAndGet();
        pause(slowMillis);
        if (failEvery > 0 && number % failEvery == 0) {
            throw new TortureFailure(plugin, version, stopped);
        }
        // Loaded at the first call that comes here: for a slow release, perhaps while it is being replaced.
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
