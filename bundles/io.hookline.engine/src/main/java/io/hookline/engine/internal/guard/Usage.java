package io.hookline.engine.internal.guard;

/**
 * What a hook uses, estimated: a few calls a second are measured, and their mean stands for all. Safe for use by many
 * threads.
 */
public final class Usage {

    private static final double NEW_SAMPLE_WEIGHT = 0.1;

    private long samples;
    private double cpuNanosPerCall;
    private double bytesPerCall;
    private long callsBefore = -1;
    private double cpuPercent;
    private double megabytesPerSecond;

    /** Adds a measured call. */
    synchronized void measured(long cpuNanos, long bytes) {
        double weight = Math.max(NEW_SAMPLE_WEIGHT, 1.0 / ++samples);
        cpuNanosPerCall += weight * (cpuNanos - cpuNanosPerCall);
        bytesPerCall += weight * (bytes - bytesPerCall);
    }

    /** Adds an interval, with the count of calls at its end. */
    synchronized void passed(long nanos, long calls) {
        long since = callsBefore < 0 ? 0 : Math.max(0, calls - callsBefore);
        callsBefore = calls;
        cpuPercent = since * cpuNanosPerCall * 100 / nanos;
        megabytesPerSecond = since * bytesPerCall * 1e3 / nanos;
    }

    /** Percent of one core over the latest second. */
    public synchronized double cpuPercent() {
        return cpuPercent;
    }

    /** MB allocated a second, over the latest second. */
    public synchronized double megabytesPerSecond() {
        return megabytesPerSecond;
    }
}
