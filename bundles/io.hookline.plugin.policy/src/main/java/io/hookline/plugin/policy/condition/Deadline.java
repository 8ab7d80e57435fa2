package io.hookline.plugin.policy.condition;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Until when the conditions of one request may be evaluated. Immutable. */
public final class Deadline {

    private final LongSupplier nanoClock;
    private final long endNanos;
    private final Duration length;

    /** Begins now, by a clock in nanoseconds. */
    public Deadline(Duration length, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.length = length;
        this.endNanos = nanoClock.getAsLong() + length.toNanos();
    }

    boolean hasPassed() {
        return nanoClock.getAsLong() - endNanos > 0;
    }

    /** What to say when it has passed. */
    String message() {
        return "the conditions took longer than " + length.toMillis() + " ms";
    }
}
