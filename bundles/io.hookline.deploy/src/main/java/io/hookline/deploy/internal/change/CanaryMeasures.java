package io.hookline.deploy.internal.change;

import io.hookline.core.release.ReleaseHook;
import io.hookline.deploy.internal.canary.StepObservation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Counts what calls of a candidate and of the stable release have come to since a canary began. A call is slow if it takes longer
 * than 95 of 100 calls of the same hook of the stable release did when that was first known. Used by one thread at a time.
 */
final class CanaryMeasures {

    private static final int SAMPLES_FOR_THRESHOLD = 20;
    private static final double THRESHOLD_PERCENTILE = 95;

    private final Map<String, Account> stableAtBegin = new HashMap<>();
    private final Map<String, Long> thresholdsNanos = new HashMap<>();

    /** With the stable release's hooks as they are when the canary begins. */
    CanaryMeasures(List<ReleaseHook> stable) {
        stable.forEach(hook -> stableAtBegin.put(key(hook), new Account(hook)));
        setThresholds(stable);
    }

    private void setThresholds(List<ReleaseHook> stable) {
        for (ReleaseHook hook : stable) {
            Histogram latencies = hook.latencies();
            if (latencies.getTotalCount() >= SAMPLES_FOR_THRESHOLD) {
                thresholdsNanos.putIfAbsent(key(hook), latencies.getValueAtPercentile(THRESHOLD_PERCENTILE));
            }
        }
    }

    /** What the calls have come to. */
    StepObservation total(List<ReleaseHook> candidate, List<ReleaseHook> stable) {
        setThresholds(stable);
        Sum ofCandidate = new Sum();
        candidate.forEach(hook -> ofCandidate.add(hook, Account.NONE, thresholdsNanos.get(key(hook))));
        Sum ofStable = new Sum();
        stable.forEach(hook -> ofStable.add(
                hook, stableAtBegin.getOrDefault(key(hook), Account.NONE), thresholdsNanos.get(key(hook))));
        return new StepObservation(
                ofCandidate.calls,
                Math.min(ofCandidate.calls, ofCandidate.failures),
                ofStable.calls,
                Math.min(ofStable.calls, ofStable.failures),
                ofCandidate.timed,
                ofCandidate.slow,
                ofStable.timed,
                ofStable.slow);
    }

    private static String key(ReleaseHook hook) {
        return hook.point() + "#" + hook.name();
    }

    /** The account of a hook at a moment. */
    private record Account(long calls, long failures, Histogram latencies) {

        static final Account NONE = new Account(0, 0, new Histogram(1));

        Account(ReleaseHook hook) {
            this(hook.calls(), hook.failures(), hook.latencies());
        }

        long timed() {
            return latencies.getTotalCount();
        }

        long slowerThan(long thresholdNanos) {
            return CanaryMeasures.slowerThan(latencies, thresholdNanos);
        }
    }

    private static long slowerThan(Histogram latencies, long thresholdNanos) {
        long most = latencies.getMaxValue();
        return most <= thresholdNanos
                ? 0
                : latencies.getCountBetweenValues(
                        latencies.nextNonEquivalentValue(thresholdNanos), Math.max(most, thresholdNanos + 1));
    }

    private static final class Sum {

        private long calls;
        private long failures;
        private long timed;
        private long slow;

        void add(ReleaseHook hook, Account before, @Nullable Long thresholdNanos) {
            calls += Math.max(0, hook.calls() - before.calls());
            failures += Math.max(0, hook.failures() - before.failures());
            if (thresholdNanos != null) {
                long measured = Math.max(0, hook.latencies().getTotalCount() - before.timed());
                timed += measured;
                slow += Math.min(
                        measured,
                        Math.max(0, slowerThan(hook.latencies(), thresholdNanos) - before.slowerThan(thresholdNanos)));
            }
        }
    }
}
