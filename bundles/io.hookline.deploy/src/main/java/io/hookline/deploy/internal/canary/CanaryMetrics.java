package io.hookline.deploy.internal.canary;

import io.hookline.common.trial.StepObservation;
import io.hookline.engine.release.ReleaseHook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of a candidate and of the stable release, and how they ended, since a canary began. A call is slow
 * if it takes longer than 95 of 100 calls of the same hook of the stable release did when that was first known; calls
 * from then on count. The counts of a hook that is registered again start from zero; these go on. Used by one thread at
 * a time.
 */
final class CanaryMetrics {

    private static final int SAMPLES_FOR_THRESHOLD = 20;
    private static final double THRESHOLD_PERCENTILE = 95;

    private final Map<String, Long> thresholdsNanos = new HashMap<>();
    private final Side ofCandidate = new Side();
    private final Side ofStable = new Side();

    /** With the hooks of both as they are when the canary begins. */
    CanaryMetrics(List<ReleaseHook> candidate, List<ReleaseHook> stable) {
        total(candidate, stable);
        ofCandidate.forget();
        ofStable.forget();
    }

    /** What the calls have come to. */
    StepObservation total(List<ReleaseHook> candidate, List<ReleaseHook> stable) {
        ofCandidate.count(candidate);
        ofStable.count(stable);
        for (ReleaseHook hook : stable) {
            if (hook.latencies().getTotalCount() >= SAMPLES_FOR_THRESHOLD) {
                thresholdsNanos.computeIfAbsent(
                        key(hook), name -> hook.latencies().getValueAtPercentile(THRESHOLD_PERCENTILE));
            }
        }
        return new StepObservation(
                ofCandidate.ended(),
                Math.min(ofCandidate.ended(), ofCandidate.failures),
                ofStable.ended(),
                Math.min(ofStable.ended(), ofStable.failures),
                ofCandidate.timed,
                Math.min(ofCandidate.timed, ofCandidate.slow),
                ofStable.timed,
                Math.min(ofStable.timed, ofStable.slow));
    }

    private static String key(ReleaseHook hook) {
        return hook.point() + "#" + hook.name();
    }

    private static long slowerThan(Histogram latencies, long thresholdNanos) {
        long most = latencies.getMaxValue();
        return most <= thresholdNanos
                ? 0
                : latencies.getCountBetweenValues(
                        latencies.nextNonEquivalentValue(thresholdNanos), Math.max(most, thresholdNanos + 1));
    }

    /** The calls of one of the two. All counts only grow. */
    private final class Side {

        private final Map<String, Seen> seen = new HashMap<>();
        private long calls;
        private long ended;
        private long failures;
        private long timed;
        private long slow;

        void count(List<ReleaseHook> hooks) {
            long inFlight = 0;
            for (ReleaseHook hook : hooks) {
                Long threshold = thresholdsNanos.get(key(hook));
                Seen now = new Seen(
                        hook.calls(),
                        hook.failures(),
                        hook.latencies().getTotalCount(),
                        threshold == null ? 0 : slowerThan(hook.latencies(), threshold),
                        threshold);
                Seen before = seen.put(key(hook), now);
                calls += grown(before == null ? 0 : before.calls, now.calls);
                failures += grown(before == null ? 0 : before.failures, now.failures);
                if (threshold != null && before != null && before.threshold != null) {
                    timed += grown(before.timed, now.timed);
                    slow += grown(before.slow, now.slow);
                }
                inFlight += hook.inFlight();
            }
            // A call that hangs is no call that went well.
            ended = Math.max(ended, calls - inFlight);
        }

        private static long grown(long before, long now) {
            return now >= before ? now - before : now;
        }

        long ended() {
            return ended;
        }

        /** What was counted so far does not count. */
        void forget() {
            calls = 0;
            ended = 0;
            failures = 0;
            timed = 0;
            slow = 0;
        }
    }

    /** The counts of a hook at one time; slow calls by the threshold, none before it was known. */
    private record Seen(long calls, long failures, long timed, long slow, @Nullable Long threshold) {}
}
