package io.hookline.isolation.process.internal.parent;

import java.util.function.LongSupplier;

/**
 * How many messages one process may have logged. A child keeps a limit of its own, which a plugin in it can get around:
 * so this one counts again, where no plugin can reach it. Safe for use by many threads.
 */
final class LogQuota {

    /** Twice what a child sends by itself: its messages, and what it prints. */
    static final int MOST_A_SECOND = 1_000;

    private static final long SECOND_NANOS = 1_000_000_000;

    private final LongSupplier nanoClock;
    private long began;
    private int used;
    private long leftOut;

    LogQuota(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.began = nanoClock.getAsLong();
    }

    /** Whether one more may be logged. */
    synchronized boolean isAllowed() {
        long now = nanoClock.getAsLong();
        if (now - began > SECOND_NANOS) {
            began = now;
            used = 0;
        }
        if (used == MOST_A_SECOND) {
            leftOut++;
            return false;
        }
        used++;
        return true;
    }

    /** One that was allowed was left out nevertheless. */
    synchronized void leaveOut() {
        leftOut++;
    }

    /** How many were left out since this was asked last. */
    synchronized long takeLeftOut() {
        long count = leftOut;
        leftOut = 0;
        return count;
    }
}
