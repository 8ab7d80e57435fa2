package io.hookline.deploy.internal.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.trial.StepCriteria;
import io.hookline.common.trial.StepJudge;
import io.hookline.common.trial.StepObservation;
import io.hookline.deploy.internal.canary.CanaryRamp.State;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Canaries by the default plan and criteria, at 300 calls a second, looked at every second. */
class WholeCanaryTest {

    private static final int CALLS_A_SECOND = 300;
    private static final long SECOND = 1_000_000_000L;

    private int seconds;

    @Test
    void anEqualCandidateIsPromotedWithinThreeMinutes() {
        long[] promoted = LongStream.range(0, 9)
                .map(seed -> {
                    assertThat(run(seed, 0.002, 0.05)).isEqualTo(State.PROMOTED);
                    return seconds;
                })
                .sorted()
                .toArray();
        assertThat(promoted[0]).isGreaterThanOrEqualTo(40);
        assertThat(promoted[promoted.length / 2]).isLessThan(180);
    }

    @Test
    void aCandidateThatFailsOneOfFiveIsTakenOutWithinTenSeconds() {
        for (long seed = 0; seed < 9; seed++) {
            assertThat(run(seed, 0.2, 0.05)).isEqualTo(State.ROLLED_BACK);
            assertThat(seconds).isLessThan(10);
        }
    }

    @Test
    void aSlowCandidateIsTakenOutWithinAMinute() {
        for (long seed = 0; seed < 9; seed++) {
            assertThat(run(seed, 0.002, 0.5)).isEqualTo(State.ROLLED_BACK);
            assertThat(seconds).isLessThan(60);
        }
    }

    /** Beside a stable release that fails 2 calls of 1000, with 5 slow ones of 100. */
    private State run(long seed, double failureRate, double slowRate) {
        SplittableRandom random = new SplittableRandom(seed);
        CanaryRamp ramp = new CanaryRamp(RampPlan.DEFAULT, new StepJudge(StepCriteria.DEFAULT), 0);
        StepObservation total = StepObservation.NONE;
        for (seconds = 0; ramp.state() == State.RUNNING; seconds++) {
            long candidate = hits(random, CALLS_A_SECOND, ramp.weightPercent() / 100.0);
            long stable = CALLS_A_SECOND - candidate;
            total = total.plus(new StepObservation(
                    candidate,
                    hits(random, candidate, failureRate),
                    stable,
                    hits(random, stable, 0.002),
                    candidate,
                    hits(random, candidate, slowRate),
                    stable,
                    hits(random, stable, 0.05)));
            ramp.observe((seconds + 1) * SECOND, total);
        }
        return ramp.state();
    }

    private static long hits(SplittableRandom random, long calls, double rate) {
        return LongStream.range(0, calls)
                .filter(call -> random.nextDouble() < rate)
                .count();
    }
}
