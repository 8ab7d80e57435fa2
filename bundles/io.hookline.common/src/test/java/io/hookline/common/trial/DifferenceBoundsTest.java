package io.hookline.common.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferenceBoundsTest {

    private static final double ALPHA = 0.05;

    @Test
    void whatIsRefutedIsRefutedByEveryPairOfRates() {
        SplittableRandom random = new SplittableRandom(7);
        int above = 0;
        for (int round = 0; round < 200; round++) {
            RateBounds candidate = anyBounds(random);
            RateBounds stable = anyBounds(random);
            double difference = random.nextDouble(-0.3, 0.3);
            double least = leastEvidenceUpTo(difference, candidate, stable);
            boolean refuted = DifferenceBounds.of(candidate, stable).isAbove(difference, ALPHA);
            above += refuted ? 1 : 0;
            // The least of a grid is never less than the true one, and close to it.
            if (refuted) {
                assertThat(least).isGreaterThanOrEqualTo(-Math.log(ALPHA));
            } else {
                assertThat(least).isLessThan(-Math.log(ALPHA) + 0.3);
            }
        }
        assertThat(above).isBetween(15, 185);
    }

    private static RateBounds anyBounds(SplittableRandom random) {
        long calls = random.nextLong(1, 60);
        return RateBounds.of(random.nextLong(calls + 1), calls);
    }

    /** The least evidence against any pair on a grid whose difference is at most this one; its line is on the grid. */
    private static double leastEvidenceUpTo(double difference, RateBounds candidate, RateBounds stable) {
        int steps = 100;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= steps; i++) {
            double stableRate = (double) i / steps;
            for (int j = 0; j <= steps; j++) {
                double candidateRate = stableRate + difference - (double) j / steps;
                if (candidateRate >= 0 && candidateRate <= 1) {
                    double one = Math.exp(candidate.logEvidenceAgainst(candidateRate));
                    double other = Math.exp(stable.logEvidenceAgainst(stableRate));
                    least = Math.min(least, Math.log((one + other + one * other) / 3));
                }
            }
        }
        return least;
    }

    @Test
    void boundsAreWhereRefutingEnds() {
        DifferenceBounds bounds = DifferenceBounds.of(RateBounds.of(30, 400), RateBounds.of(20, 3000));
        double lower = bounds.lower(ALPHA);
        double upper = bounds.upper(ALPHA);
        assertThat(lower).isBetween(0.02, 0.06);
        assertThat(upper).isBetween(0.08, 0.15);
        assertThat(bounds.isAbove(lower - 1e-9, ALPHA)).isTrue();
        assertThat(bounds.isAbove(lower + 1e-9, ALPHA)).isFalse();
        assertThat(bounds.isBelow(upper + 1e-9, ALPHA)).isTrue();
        assertThat(bounds.isBelow(upper - 1e-9, ALPHA)).isFalse();
    }

    @Test
    void bothDirectionsAreMirrorImages() {
        RateBounds few = RateBounds.of(9, 80);
        RateBounds many = RateBounds.of(40, 900);
        DifferenceBounds bounds = DifferenceBounds.of(few, many);
        DifferenceBounds mirrored = DifferenceBounds.of(many, few);
        assertThat(mirrored.lower(ALPHA)).isCloseTo(-bounds.upper(ALPHA), within(1e-9));
        assertThat(mirrored.upper(ALPHA)).isCloseTo(-bounds.lower(ALPHA), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0, 0", "0, 0, 5, 1000", "5, 1000, 0, 0"})
    void nothingIsKnownUnlessBothWereCalled(long hits, long calls, long stableHits, long stableCalls) {
        DifferenceBounds bounds =
                DifferenceBounds.of(RateBounds.of(hits, calls), RateBounds.of(stableHits, stableCalls));
        assertThat(bounds.lower(ALPHA)).isEqualTo(-1);
        assertThat(bounds.upper(ALPHA)).isEqualTo(1);
        assertThat(bounds.isAbove(-0.99, ALPHA)).isFalse();
        assertThat(bounds.isBelow(0.99, ALPHA)).isFalse();
    }

    @Test
    void extremeCountsStayNumbers() {
        long billion = 1_000_000_000L;
        RateBounds never = RateBounds.of(0, billion);
        RateBounds always = RateBounds.of(billion, billion);
        RateBounds rarely = RateBounds.of(2_000_000, billion);
        assertThat(DifferenceBounds.of(always, never).lower(ALPHA)).isBetween(0.9999, 1.0);
        assertThat(DifferenceBounds.of(always, never).upper(ALPHA)).isEqualTo(1);
        assertThat(DifferenceBounds.of(never, always).upper(ALPHA)).isBetween(-1.0, -0.9999);
        assertThat(DifferenceBounds.of(never, never).lower(ALPHA)).isBetween(-1e-7, 0.0);
        assertThat(DifferenceBounds.of(never, never).upper(ALPHA)).isBetween(0.0, 1e-7);
        assertThat(DifferenceBounds.of(rarely, rarely).upper(ALPHA)).isBetween(0.0, 2e-5);
        assertThat(DifferenceBounds.of(RateBounds.of(2_100_000, billion), rarely)
                        .isAbove(0.00005, ALPHA))
                .isTrue();
        assertThat(DifferenceBounds.of(RateBounds.of(1, 1), never).isAbove(0.01, 0.001))
                .isFalse();
    }

    /** The candidate's true rate exceeds the stable one by just the difference, so both conclusions are wrong. */
    @ParameterizedTest
    @CsvSource({"0.5, 0.02, 0.01", "0.05, 0.02, 0.01", "0.5, 0.15, 0.05"})
    void looksAfterEveryCallErrNoMoreOftenThanAlpha(double weight, double candidateRate, double stableRate) {
        int runs = 100;
        double difference = candidateRate - stableRate;
        int wronglyAbove = 0;
        int wronglyBelow = 0;
        for (int run = 0; run < runs; run++) {
            SimulatedCalls calls = new SimulatedCalls(weight, candidateRate, stableRate, run);
            boolean above = false;
            boolean below = false;
            for (int call = 0; call < 3000; call++) {
                calls.next();
                DifferenceBounds bounds = DifferenceBounds.of(
                        RateBounds.of(calls.candidateHits, calls.candidateCalls),
                        RateBounds.of(calls.stableHits, calls.stableCalls));
                above |= bounds.isAbove(difference, ALPHA);
                below |= bounds.isBelow(difference, ALPHA);
            }
            wronglyAbove += above ? 1 : 0;
            wronglyBelow += below ? 1 : 0;
        }
        assertThat(wronglyAbove).as("wrongly above").isLessThanOrEqualTo((int) (ALPHA * runs));
        assertThat(wronglyBelow).as("wrongly below").isLessThanOrEqualTo((int) (ALPHA * runs));
    }
}
