package io.hookline.admin.internal;

import org.jspecify.annotations.Nullable;

/** An operation on its worker, which can be cancelled. Safe for use by many threads. */
final class RunningOperation implements Runnable {

    private final Runnable work;

    /** The worker while it runs; guarded by this object, as the other is. */
    private @Nullable Thread thread;

    private boolean cancelled;

    RunningOperation(Runnable work) {
        this.work = work;
    }

    @Override
    public void run() {
        synchronized (this) {
            if (cancelled) {
                return;
            }
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

    /** Keeps it from beginning, or interrupts it. */
    synchronized void cancel() {
        cancelled = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
