package io.hookline.engine.release;

import io.hookline.api.runtime.RefusalReason;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A hook of a release, with its metrics since it came.
 *
 * @param point the point it names
 * @param name its name within its plugin
 * @param refusal why it is refused, or null
 * @param detail the reason in words, or null
 * @param calls how often it was called
 * @param failures how many of these calls threw
 * @param lastFailure what the latest failing one threw, or null
 * @param inFlight calls that are now in a chain that holds it
 * @param latencies of the calls that were timed, in nanoseconds; a copy
 */
public record ReleaseHook(
        String point,
        String name,
        @Nullable RefusalReason refusal,
        @Nullable String detail,
        long calls,
        long failures,
        @Nullable String lastFailure,
        long inFlight,
        Histogram latencies) {

    private static final int DIGITS = 2;

    /** A hook that was refused before it was ever called. */
    public static ReleaseHook refused(String point, String name, RefusalReason reason, String detail) {
        return new ReleaseHook(point, name, reason, detail, 0, 0, null, 0, new Histogram(DIGITS));
    }
}
