package io.hookline.load;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run. Latencies are those of all calls, errors included, without the warm-up.
 *
 * @param plan its plan
 * @param seconds how long calls were counted
 * @param calls the number of calls that were made and ended
 * @param perSecond calls a second
 * @param errors the number of calls that failed, could not be made, or did not end
 * @param errorPercent the errors as a percentage of all calls that were due
 * @param unmade the number of calls that were due but could not be made until a second after the end, because no caller
 *     was free
 * @param unfinished the number of calls that did not end; they are no errors if the run was ended early
 * @param endedEarly whether the user ended the run early
 * @param outcomes the outcomes of the calls that were made, most frequent first
 * @param latency latencies from when the calls were due; without a rate, from when they were made
 * @param asMade latencies from when the calls were made, which hide the effect of a stall on later calls; null without
 *     a rate
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

    /** Whether calls were made and at most this percentage of them were errors. */
    public boolean isGood(double mostErrorsPercent) {
        return calls > 0 && errorPercent <= mostErrorsPercent;
    }

    /** The report as a table; each line ends with a line feed. */
    public String text() {
        return LoadText.of(this);
    }

    /** The report as indented JSON, with control characters escaped and a line feed at the end. */
    public String json() {
        return LoadJson.of(this);
    }

    /** The number of calls with one kind of outcome. */
    public record Count(LoadOutcome outcome, long calls) {}

    /** The latencies of calls. */
    public record Latencies(
            long p50Nanos, long p90Nanos, long p99Nanos, long p999Nanos, long maxNanos, long meanNanos) {}
}
