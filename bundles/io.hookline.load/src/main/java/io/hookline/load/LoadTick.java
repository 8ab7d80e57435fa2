package io.hookline.load;

/**
 * How it went since the last one.
 *
 * @param elapsedNanos since the run began, warm-up included
 * @param warmUp whether calls do not count yet
 * @param perSecond calls that ended
 * @param p99Nanos their latency's 99th percentile; 0 if there was none
 * @param errors so far
 */
public record LoadTick(long elapsedNanos, boolean warmUp, double perSecond, long p99Nanos, long errors) {

    /** One line without its end. */
    public String text() {
        return LoadText.tick(this);
    }
}
