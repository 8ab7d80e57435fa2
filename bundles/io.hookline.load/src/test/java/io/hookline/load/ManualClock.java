package io.hookline.load;

import java.time.Duration;

/** A clock that goes as the test says; a timer of it wakes late by as much as the test says. */
final class ManualClock implements LoadClock {

    private long nanos;
    private long lateNanos;

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void park(long wait) {
        nanos += wait + lateNanos;
    }

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    void wakeLateBy(Duration late) {
        lateNanos = late.toNanos();
    }
}
