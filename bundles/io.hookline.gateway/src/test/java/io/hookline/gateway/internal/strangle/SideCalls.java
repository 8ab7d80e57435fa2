package io.hookline.gateway.internal.strangle;

import java.util.concurrent.TimeUnit;

/** Calls of one side for tests. */
public final class SideCalls {

    private final Side side = new Side();

    /** Counts calls that all took the same time. */
    public void ended(int count, int failures, int millis) {
        for (int i = 0; i < count; i++) {
            side.ended(i < failures);
            side.took(TimeUnit.MILLISECONDS.toNanos(millis));
        }
    }

    /** The counts now. */
    public SideCounts counts() {
        return side.counts();
    }
}
