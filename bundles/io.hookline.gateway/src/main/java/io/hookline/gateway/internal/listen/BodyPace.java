package io.hookline.gateway.internal.listen;

import java.util.concurrent.TimeUnit;

/**
 * How long the gateway goes on waiting for a request's body: at most a while without a byte, and longer altogether only
 * as bytes arrive at the minimum rate. Only the time in which the gateway waits for the client counts.
 */
final class BodyPace {

    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final int minBytesPerSecond;
    private final long silenceNanos;
    private long bytes;
    private long waitedNanos;
    private long waitingSince;
    private boolean waiting;

    /**
     * The pace of one body.
     *
     * @param minBytesPerSecond 0 for no minimum
     * @param silenceNanos how long nothing may arrive
     */
    BodyPace(int minBytesPerSecond, long silenceNanos) {
        this.minBytesPerSecond = minBytesPerSecond;
        this.silenceNanos = silenceNanos;
    }

    /** Begins to wait, unless it does already; returns how long at most. */
    long waitFor(long nowNanos) {
        if (!waiting) {
            waiting = true;
            waitingSince = nowNanos;
        }
        if (minBytesPerSecond == 0) {
            return silenceNanos;
        }
        double earned = (double) bytes / minBytesPerSecond * TimeUnit.SECONDS.toNanos(1);
        double left = GRACE_NANOS + earned - waitedNanos;
        return Math.max(0, (long) Math.min((double) silenceNanos, left));
    }

    /** Something arrived. */
    void arrived(int count, long nowNanos) {
        bytes += count;
        if (waiting) {
            waiting = false;
            waitedNanos += nowNanos - waitingSince;
        }
    }
}
