package io.hookline.isolation.process.internal.parent;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * When a child that has ended is started again: at once after it has lived long, later after each further end, and
 * whether it ends so often that its hooks should not be called. For one thread at a time.
 */
final class Backoff {

    static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Duration first;
    private final int most;
    private final Deque<Long> ends = new ArrayDeque<>();
    private long pauseNanos;

    Backoff(Duration first, int most) {
        this.first = first;
        this.most = most;
    }

    /** A child has ended, or has not started; returns the pause until the next start, in nanoseconds. */
    long ended(long now, long livedNanos) {
        ends.addLast(now);
        while (now - ends.getFirst() > WINDOW.toNanos()) {
            ends.removeFirst();
        }
        boolean isStable = livedNanos > LONGEST.toNanos();
        pauseNanos = isStable || pauseNanos == 0 ? first.toNanos() : Math.min(2 * pauseNanos, LONGEST.toNanos());
        return pauseNanos;
    }

    /** How often children have ended within the window. */
    int recent() {
        return ends.size();
    }

    /** Whether that is too often. */
    boolean isLoop() {
        return ends.size() >= most;
    }
}
