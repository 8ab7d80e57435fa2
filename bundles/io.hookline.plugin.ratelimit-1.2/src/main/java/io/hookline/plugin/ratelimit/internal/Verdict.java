package io.hookline.plugin.ratelimit.internal;

/**
 * The verdict of one limit on a request.
 *
 * @param passes whether it passes
 * @param limit tokens of a full bucket
 * @param remaining tokens left
 * @param retryNanos nanoseconds until the next token; 0 if the request passes
 * @param resetNanos nanoseconds until the bucket is full
 */
record Verdict(boolean passes, long limit, long remaining, long retryNanos, long resetNanos) {

    private static final long SECOND = 1_000_000_000;

    /** Seconds until the next token, rounded up. */
    long retrySeconds() {
        return ceilSeconds(retryNanos);
    }

    /** Seconds until the bucket is full, rounded up. */
    long resetSeconds() {
        return ceilSeconds(resetNanos);
    }

    /** The one of the two that leaves the client less. */
    static Verdict stricter(Verdict a, Verdict b) {
        if (a.passes != b.passes) {
            return a.passes ? b : a;
        }
        if (!a.passes) {
            return a.retryNanos >= b.retryNanos ? a : b;
        }
        return a.remaining <= b.remaining ? a : b;
    }

    private static long ceilSeconds(long nanos) {
        return nanos / SECOND + (nanos % SECOND == 0 ? 0 : 1);
    }
}
