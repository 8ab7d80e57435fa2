package io.hookline.load;

/**
 * The progress of a run since the last tick.
 *
 * @param elapsedNanos time since the start, warm-up included
 * @param warmUp whether the warm-up is still running
 * @param perSecond calls that ended, per second
 * @param p99Nanos the 99th percentile of their latency; 0 if there were none
 * @param errors the errors so far
 */
public record LoadTick(long elapsedNanos, boolean warmUp, double perSecond, long p99Nanos, long errors) {

    /** The progress as one line, without a line feed. */
    public String text() {
        return LoadText.tick(this);
    }
}
