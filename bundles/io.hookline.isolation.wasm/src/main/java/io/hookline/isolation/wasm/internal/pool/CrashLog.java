package io.hookline.isolation.wasm.internal.pool;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * The instances of one plugin that have ended, within a window of time. From the third on, the next one waits: 10 ms,
 * then twice as long each time, at most 5 s. Safe for use by many threads.
 */
final class CrashLog {

    private static final int FREE = 2;
    private static final long FIRST_NANOS = Duration.ofMillis(10).toNanos();
    private static final long MOST_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int MOST_SHIFT = 20;

    private final int most;
    private final long windowNanos;
    private final LongSupplier clock;
    private final Deque<Long> crashes = new ArrayDeque<>();
    private long total;
    private String last = "";

    CrashLog(int most, Duration window, LongSupplier clock) {
        this.most = most;
        this.windowNanos = window.toNanos();
        this.clock = clock;
    }

    /** An instance has ended; returns whether there are now too many within the window, which then starts anew. */
    synchronized boolean ended(String reason) {
        total++;
        last = reason;
        forget();
        crashes.addLast(clock.getAsLong());
        if (crashes.size() < most) {
            return false;
        }
        crashes.clear();
        return true;
    }

    /** How long the next instance has to wait, in ns; 0 if it may start. */
    synchronized long waitNanos() {
        forget();
        Long latest = crashes.peekLast();
        if (latest == null || crashes.size() <= FREE) {
            return 0;
        }
        long pause = Math.min(MOST_NANOS, FIRST_NANOS << Math.min(MOST_SHIFT, crashes.size() - FREE - 1));
        return Math.max(0, latest + pause - clock.getAsLong());
    }

    /** How many have ended in all. */
    synchronized long total() {
        return total;
    }

    /** Why the last one ended; empty if none has. */
    synchronized String last() {
        return last;
    }

    private void forget() {
        long now = clock.getAsLong();
        while (!crashes.isEmpty() && now - crashes.getFirst() > windowNanos) {
            crashes.removeFirst();
        }
    }
}
