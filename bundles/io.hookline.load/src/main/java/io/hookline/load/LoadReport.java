package io.hookline.load;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to. Latencies are those of all calls, errors included, warm-up not.
 *
 * @param plan how it was to be
 * @param seconds how long calls were counted
 * @param calls how many were made and ended
 * @param perSecond how many that were a second
 * @param errors how many failed, were due but could not be made, or did not end
 * @param errorPercent of all that were due
 * @param unmade how many were due but could not be made until a second after the end, since no caller was free
 * @param unfinished how many did not end; no errors if the run was ended early
 * @param endedEarly whether somebody had enough
 * @param outcomes what came of those that were made, most frequent first
 * @param latency counted from when the calls were due; without a rate from when they were made
 * @param asMade counted from when the calls were made, which hides what a stall does to others; null without a rate
 */
public record LoadReport(
        LoadPlan plan,
        double seconds,
        long calls,
        double perSecond,
        long errors,
        double errorPercent,
        long unmade,
        long unfinished,
        boolean endedEarly,
        List<Count> outcomes,
        Latencies latency,
        @Nullable Latencies asMade) {

    /** Whether calls were made, and no more of them were errors than so many percent. */
    public boolean isGood(double mostErrorsPercent) {
        return calls > 0 && errorPercent <= mostErrorsPercent;
    }

    /** As a table for people, each line with its end. */
    public String text() {
        return LoadText.of(this);
    }

    /** As JSON: indented, with nothing in it that would steer a terminal, and a line end. */
    public String json() {
        return LoadJson.of(this);
    }

    /** How many calls had one kind of outcome. */
    public record Count(LoadOutcome outcome, long calls) {}

    /** How long calls took. */
    public record Latencies(
            long p50Nanos, long p90Nanos, long p99Nanos, long p999Nanos, long maxNanos, long meanNanos) {}
}
