package io.hookline.plugin.jwt.internal;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs tasks later, one after the other. */
interface Timer extends AutoCloseable {

    /** Runs a task after a delay; nothing after {@link #close()}. */
    void after(Duration delay, Runnable task);

    /** Interrupts a running task and drops the others. */
    @Override
    void close();

    /** On a thread of its own with that name, which is there as long as there are tasks. */
    static Timer onThread(String name) {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, Threads.named(name));
        return new Timer() {
            @Override
            public void after(Duration delay, Runnable task) {
                try {
                    var unused = thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
                } catch (RejectedExecutionException e) {
                    // Closed in the meantime.
                }
            }

            @Override
            public void close() {
                thread.shutdownNow();
            }
        };
    }
}
