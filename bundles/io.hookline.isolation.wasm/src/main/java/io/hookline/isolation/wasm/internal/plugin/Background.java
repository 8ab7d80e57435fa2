package io.hookline.isolation.wasm.internal.plugin;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that gives instances their ticks, started when the first module asks for one. A module that takes too long
 * there delays the ticks of others by its time limit. Safe for use by many threads.
 */
public final class Background implements AutoCloseable {

    /** How long a tick may be late, in ms. */
    public static final int TICK_MILLIS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    private final List<Runnable> ticking = new CopyOnWriteArrayList<>();
    private @Nullable ScheduledExecutorService thread;
    private boolean closed;

    /** Runs something on the thread every few milliseconds, until it is removed. */
    @SuppressWarnings("FutureReturnValueIgnored") // It ticks until the thread ends.
    public synchronized void add(Runnable tick) {
        ticking.add(tick);
        if (thread == null && !closed) {
            thread = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread made = new Thread(work, "hookline-wasm-ticks");
                made.setDaemon(true);
                return made;
            });
            thread.scheduleWithFixedDelay(this::tickAll, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Runs it no more. */
    public void remove(Runnable tick) {
        ticking.remove(tick);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.shutdownNow();
        }
    }

    private void tickAll() {
        for (Runnable tick : ticking) {
            try {
                tick.run();
            } catch (RuntimeException e) {
                // The instance has ended, and says so in its plugin's log and in hook:guard.
                LOG.debug("a tick failed", e);
            }
        }
    }
}
