package io.hookline.admin.internal.http;

import org.jspecify.annotations.Nullable;

/** An operation on its worker, which can be cancelled. Safe for use by many threads. */
public final class RunningOperation implements Runnable {

    private final Runnable work;

    /** The worker while it runs; guarded by this object, as the other is. */
    private @Nullable Thread thread;

    private boolean begun;
    private boolean cancelled;

    /** Has not begun. */
    public RunningOperation(Runnable work) {
        this.work = work;
    }

    @Override
    public void run() {
        synchronized (this) {
            if (cancelled) {
                return;
            }
            begun = true;
            thread = Thread.currentThread();
        }
        try {
            work.run();
        } finally {
            synchronized (this) {
                thread = null;
                // The worker goes on with another operation, which is not cancelled.
                Thread.interrupted();
            }
        }
    }

    /**
     * Keeps it from beginning, or interrupts it.
     *
     * @return whether it had not begun, and never will
     */
    public synchronized boolean cancel() {
        cancelled = true;
        if (thread != null) {
            thread.interrupt();
        }
        return !begun;
    }
}
