package io.hookline.common.trial;

import java.util.SplittableRandom;

/** Calls that fail, or are slow, independently at fixed rates; the same ones for the same seed. */
final class SimulatedCalls {

    private final double weight;
    private final double candidateRate;
    private final double stableRate;
    private final SplittableRandom random;
    long candidateCalls;
    long candidateHits;
    long stableCalls;
    long stableHits;

    SimulatedCalls(double weight, double candidateRate, double stableRate, long seed) {
        this.weight = weight;
        this.candidateRate = candidateRate;
        this.stableRate = stableRate;
        this.random = new SplittableRandom(seed);
    }

    void next() {
        if (random.nextDouble() < weight) {
            candidateCalls++;
            candidateHits += random.nextDouble() < candidateRate ? 1 : 0;
        } else {
            stableCalls++;
            stableHits += random.nextDouble() < stableRate ? 1 : 0;
        }
    }

    /** The calls, with the hits as failures, none of them timed. */
    StepObservation failures() {
        return new StepObservation(candidateCalls, candidateHits, stableCalls, stableHits, 0, 0, 0, 0);
    }

    /** The calls, with the hits as slow ones, none of them failed. */
    StepObservation slow() {
        return new StepObservation(
                candidateCalls, 0, stableCalls, 0, candidateCalls, candidateHits, stableCalls, stableHits);
    }
}
