package io.hookline.plugin.ratelimit.internal;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Decides when to try again after failures: after half a second, then after twice as long each time, up to 30 seconds,
 * each varied at random so that nodes do not come back all at once. Used by one thread.
 */
final class Circuit {

    private static final long FIRST_NANOS = Duration.ofMillis(500).toNanos();
    private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();

    private long waitNanos;
    private long openSince;
    private long openNanos;

    /** Whether the last attempt failed and the next one is not due. */
    boolean isOpen(long nanos) {
        return waitNanos > 0 && nanos - openSince < openNanos;
    }

    /** Notes a success; true if the attempt before failed. */
    boolean succeeded() {
        boolean recovered = waitNanos > 0;
        waitNanos = 0;
        return recovered;
    }

    /** Notes a failure; true if the attempt before succeeded. */
    boolean failed(long nanos) {
        boolean first = waitNanos == 0;
        waitNanos = first ? FIRST_NANOS : Math.min(LONGEST_NANOS, waitNanos * 2);
        openSince = nanos;
        openNanos = waitNanos / 2 + ThreadLocalRandom.current().nextLong(waitNanos / 2);
        return first;
    }
}
