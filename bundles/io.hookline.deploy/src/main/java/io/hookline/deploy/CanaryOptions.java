package io.hookline.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which calls a canary takes, and how it goes on. Immutable; each {@code with…} method returns a changed copy.
 *
 * @param weights the candidate's share of the calls in each step, in percent, ascending; empty if it takes calls by
 *     their key alone
 * @param leastStep how long a step takes at least
 * @param longestStep how long a step may take before the canary pauses undecided
 * @param keyName attribute by which calls are chosen whatever the weight, or null
 * @param keyValue the value that chooses them, or null
 * @param stickyBy attribute by whose value the calls are split, so that one value always meets one release; null splits
 *     them at random
 * @param automatic whether the canary goes on and is promoted by itself; a failing one is rolled back in any case
 * @param shadow whether the candidate only runs beside, on its share of the calls at points that are declared pure, and
 *     its answers are compared and go nowhere
 */
public record CanaryOptions(
        List<Integer> weights,
        Duration leastStep,
        Duration longestStep,
        @Nullable String keyName,
        @Nullable String keyValue,
        @Nullable String stickyBy,
        boolean automatic,
        boolean shadow) {

    /** 5, 25, 50 and 100 percent of the calls at random, each for ten seconds to ten minutes. */
    public static final CanaryOptions DEFAULT = new CanaryOptions(
            List.of(5, 25, 50, 100), Duration.ofSeconds(10), Duration.ofMinutes(10), null, null, null, true, false);

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if the weights do not ascend from 1 to 100 percent, or the durations contradict
     *     each other
     */
    public CanaryOptions {
        weights = List.copyOf(weights);
        int below = 0;
        for (int weight : weights) {
            if (weight <= below || weight > 100) {
                throw new IllegalArgumentException(
                        "weights have to ascend between 1 and 100 percent, unlike " + weights);
            }
            below = weight;
        }
        if (leastStep.isNegative() || longestStep.isZero() || longestStep.compareTo(leastStep) < 0) {
            throw new IllegalArgumentException("a step cannot take at least " + leastStep.toSeconds()
                    + " s and at most " + longestStep.toSeconds() + " s");
        }
    }

    /** Begins with a weight, and goes on with those of the default that are higher. */
    public CanaryOptions withFirstWeight(int percent) {
        List<Integer> steps = new ArrayList<>(List.of(percent));
        DEFAULT.weights.stream().filter(weight -> weight > percent).forEach(steps::add);
        return withWeights(steps);
    }

    /** Sets the weights of all steps. */
    public CanaryOptions withWeights(List<Integer> percents) {
        return new CanaryOptions(percents, leastStep, longestStep, keyName, keyValue, stickyBy, automatic, shadow);
    }

    /** Sets how long a step takes at least and at most. */
    public CanaryOptions withStep(Duration least, Duration longest) {
        return new CanaryOptions(weights, least, longest, keyName, keyValue, stickyBy, automatic, shadow);
    }

    /** Takes all calls whose attribute has a value. */
    public CanaryOptions withKey(String name, String value) {
        return new CanaryOptions(weights, leastStep, longestStep, name, value, stickyBy, automatic, shadow);
    }

    /** Splits the calls by the value of an attribute; at random if it is null. */
    public CanaryOptions withStickyBy(@Nullable String name) {
        return new CanaryOptions(weights, leastStep, longestStep, keyName, keyValue, name, automatic, shadow);
    }

    /** Sets whether it goes on by itself. */
    public CanaryOptions withAutomatic(boolean goesOn) {
        return new CanaryOptions(weights, leastStep, longestStep, keyName, keyValue, stickyBy, goesOn, shadow);
    }

    /** Lets the candidate run in the shadow of the stable release, on all calls. */
    public CanaryOptions withShadow() {
        return new CanaryOptions(List.of(100), leastStep, longestStep, keyName, keyValue, stickyBy, false, true);
    }
}
