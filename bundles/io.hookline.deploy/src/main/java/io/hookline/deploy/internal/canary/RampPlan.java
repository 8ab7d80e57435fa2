package io.hookline.deploy.internal.canary;

import java.time.Duration;
import java.util.List;

/**
 * The steps of a canary and how long each may take.
 *
 * @param weightsPercent the candidate's share of the calls in each step, ascending, at least one; unmodifiable
 * @param leastStep how long each step takes at least, so that faults which show late have time to
 * @param longestStep how long a step may take before the canary pauses
 */
public record RampPlan(List<Integer> weightsPercent, Duration leastStep, Duration longestStep) {

    /** Four steps: 5, 25, 50 and 100 percent, each of ten seconds to ten minutes. */
    public static final RampPlan DEFAULT =
            new RampPlan(List.of(5, 25, 50, 100), Duration.ofSeconds(10), Duration.ofMinutes(10));

    /** Refuses weights that do not ascend from 1 to 100 percent, and durations that contradict each other. */
    public RampPlan {
        weightsPercent = List.copyOf(weightsPercent);
        int below = 0;
        for (int weight : weightsPercent) {
            if (weight <= below || weight > 100) {
                throw new IllegalArgumentException("weights must ascend between 1 and 100: " + weightsPercent);
            }
            below = weight;
        }
        if (weightsPercent.isEmpty()) {
            throw new IllegalArgumentException("there must be a step");
        }
        if (leastStep.isNegative() || longestStep.isZero() || longestStep.compareTo(leastStep) < 0) {
            throw new IllegalArgumentException(
                    "a step's durations must not be negative, nor the longest shorter than the least: " + leastStep
                            + ", " + longestStep);
        }
    }
}
