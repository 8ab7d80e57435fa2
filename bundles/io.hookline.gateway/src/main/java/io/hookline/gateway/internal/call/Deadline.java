package io.hookline.gateway.internal.call;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A timer that is set, moved and cleared at every turn of a call, mostly without touching the scheduler: a task that
 * fires too early schedules itself again. On the I/O thread only.
 */
public final class Deadline {

    private final EventLoop loop;
    private @Nullable ScheduledFuture<?> task;
    private @Nullable Runnable expired;
    private long taskNanos;
    private long dueNanos;

    /** A deadline that is not set. */
    public Deadline(EventLoop loop) {
        this.loop = loop;
    }

    /** Sets it; what was set before no longer counts. */
    public void set(long delayNanos, Runnable action) {
        expired = action;
        dueNanos = System.nanoTime() + delayNanos;
        ScheduledFuture<?> scheduled = task;
        if (scheduled == null) {
            schedule(delayNanos);
        } else if (dueNanos - taskNanos < 0) {
            scheduled.cancel(false);
            schedule(delayNanos);
        }
    }

    /** Clears it. */
    public void clear() {
        expired = null;
    }

    /** Clears it for good, and forgets the task. */
    public void end() {
        expired = null;
        ScheduledFuture<?> scheduled = task;
        task = null;
        if (scheduled != null) {
            scheduled.cancel(false);
        }
    }

    private void schedule(long delayNanos) {
        taskNanos = System.nanoTime() + delayNanos;
        task = loop.schedule(this::fire, delayNanos, TimeUnit.NANOSECONDS);
    }

    private void fire() {
        task = null;
        Runnable action = expired;
        if (action == null) {
            return;
        }
        long left = dueNanos - System.nanoTime();
        if (left > 0) {
            schedule(left);
        } else {
            expired = null;
            action.run();
        }
    }
}
