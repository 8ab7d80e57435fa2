package io.hookline.gateway.internal.strangle;

import java.util.concurrent.atomic.LongAdder;

/** Counts the calls of one side. Safe for use by many threads. */
final class Side {

    private final LongAdder calls = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final Latencies latencies = new Latencies();

    /** A call has ended. */
    void ended(boolean failed) {
        calls.increment();
        if (failed) {
            failures.increment();
        }
    }

    /** A call took so long to the head of its response, or was given up by its client after that time. */
    void took(long nanos) {
        latencies.add(nanos / 1_000);
    }

    /** The counts now. Failures are read first, so that there are never more of them than calls. */
    SideCounts counts() {
        long failed = failures.sum();
        return new SideCounts(calls.sum(), failed, latencies.snapshot());
    }
}
