package io.hookline.benchmarks.noisy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** The outcomes of the calls at one point during some time. Safe for use by many threads. */
final class Phase {

    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int DIGITS = 3;

    private final LongAdder due = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Histogram answered = new ConcurrentHistogram(LONGEST_NANOS, DIGITS);

    void due() {
        due.increment();
    }

    /** Records a call that returned, with its nanoseconds since it was due. */
    void answered(long nanos) {
        answered.recordValue(Math.max(0, Math.min(LONGEST_NANOS, nanos)));
    }

    void failed() {
        failed.increment();
    }

    double answeredPercent() {
        return 100.0 * answered.getTotalCount() / Math.max(1, due.sum());
    }

    double failedPercent() {
        return 100.0 * failed.sum() / Math.max(1, due.sum());
    }

    /** Milliseconds; NaN if no call was answered. */
    double millis(double percentile) {
        return answered.getTotalCount() == 0 ? Double.NaN : answered.getValueAtPercentile(percentile) / 1e6;
    }
}
