package io.hookline.engine.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.runtime.BreakerState;
import io.hookline.engine.guard.GuardRule;
import io.hookline.engine.guard.GuardSettings;
import io.hookline.engine.guard.GuardSettings.BreakerUse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The state table of a breaker, row by row. */
final class BreakerTest {

    private static final GuardSettings COUNT = GuardRule.forAll()
            .breaker(BreakerUse.ON)
            .failures(3)
            .openFor(Duration.ofSeconds(5))
            .probes(2)
            .build()
            .over(GuardSettings.DEFAULT);

    private long now = 1;
    private long calls;
    private final Breaker breaker = new Breaker(() -> now);

    private boolean fail(GuardSettings settings) {
        return breaker.failed(settings, ++calls, "boom");
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private void open() {
        assertThat(breaker.trip(COUNT, "tripped")).isTrue();
    }

    @Test
    void enoughFailuresWithinTheWindowOpenTheBreaker() {
        assertThat(fail(COUNT)).isFalse();
        assertThat(fail(COUNT)).isFalse();
        assertThat(fail(COUNT)).isTrue();
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
        assertThat(breaker.reason()).isEqualTo("3 of 3 calls failed within 0 ms, the last with boom");
    }

    @Test
    void failuresOfAnEarlierWindowDoNotCount() {
        fail(COUNT);
        fail(COUNT);
        pass(Duration.ofSeconds(11));
        assertThat(fail(COUNT)).isFalse();
    }

    @Test
    void aFailurePercentageOpensTheBreakerOnceThereAreEnoughCalls() {
        GuardSettings part = GuardSettings.DEFAULT;
        for (int i = 0; i < 9; i++) {
            calls++;
            assertThat(fail(part)).isFalse();
        }
        calls++;
        assertThat(fail(part)).as("10 of 19").isFalse();
        assertThat(fail(part)).as("11 of 20").isTrue();
    }

    @Test
    void aLowerFailurePercentageDoesNotOpenTheBreaker() {
        for (int i = 0; i < 100; i++) {
            calls += 2;
            assertThat(fail(GuardSettings.DEFAULT)).isFalse();
        }
    }

    private long probe() {
        long round = breaker.permit(COUNT);
        assertThat(round).isPositive();
        return round;
    }

    private void refuses() {
        assertThat(breaker.permit(COUNT)).isEqualTo(Breaker.REFUSED);
    }

    private boolean succeed(long round) {
        return breaker.ended(COUNT, round, Breaker.Outcome.SUCCEEDED, "");
    }

    private boolean failProbe(long round) {
        return breaker.ended(COUNT, round, Breaker.Outcome.FAILED, "boom");
    }

    @Test
    void anOpenBreakerRefusesCallsAndLaterLetsProbesThrough() {
        open();
        refuses();
        pass(Duration.ofMillis(4_999));
        refuses();
        assertThat(breaker.untilProbeNanos()).isEqualTo(1_000_000);
        pass(Duration.ofMillis(1));
        probe();
        assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
        probe();
        refuses();
    }

    @Test
    void successfulProbesCloseTheBreaker() {
        open();
        pass(Duration.ofSeconds(5));
        assertThat(succeed(probe())).isFalse();
        assertThat(succeed(probe())).isTrue();
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(breaker.permit(COUNT)).isEqualTo(Breaker.NO_PROBE);
    }

    @Test
    void aProbeWithoutAResultIsReplacedByAnother() {
        open();
        pass(Duration.ofSeconds(5));
        long round = probe();
        probe();
        breaker.ended(COUNT, round, Breaker.Outcome.NEITHER, "");
        probe();
    }

    @Test
    void aFailedProbeDoublesTheTimeOpen() {
        open();
        pass(Duration.ofSeconds(5));
        assertThat(failProbe(probe())).isTrue();
        assertThat(breaker.reason()).isEqualTo("a probe failed: boom");
        pass(Duration.ofSeconds(9));
        refuses();
        pass(Duration.ofSeconds(1));
        probe();
    }

    @Test
    void resultsOfAnEarlierRoundAreIgnored() {
        open();
        pass(Duration.ofSeconds(5));
        long stale = probe();
        failProbe(probe());
        pass(Duration.ofSeconds(10));
        long round = probe();
        assertThat(succeed(stale)).isFalse();
        assertThat(failProbe(stale)).isFalse();
        assertThat(fail(COUNT)).as("a call from before it opened").isFalse();
        assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
        succeed(round);
        assertThat(succeed(probe())).isTrue();
    }

    @Test
    void probesThatDoNotEndAreReplacedAfterATime() {
        open();
        pass(Duration.ofSeconds(5));
        probe();
        probe();
        pass(Duration.ofSeconds(4));
        refuses();
        pass(Duration.ofSeconds(1));
        probe();
    }

    @Test
    void aBreakerThatSoonOpensAgainIsOpenForTwiceTheTime() {
        open();
        pass(Duration.ofSeconds(5));
        succeed(probe());
        succeed(probe());
        pass(Duration.ofSeconds(3));
        open();
        assertThat(breaker.untilProbeNanos()).isEqualTo(Duration.ofSeconds(10).toNanos());
        pass(Duration.ofSeconds(10));
        succeed(probe());
        succeed(probe());
        pass(Duration.ofSeconds(11));
        open();
        assertThat(breaker.untilProbeNanos()).isEqualTo(Duration.ofSeconds(5).toNanos());
    }

    @Test
    void aBreakerIsOpenForFiveMinutesAtMost() {
        open();
        for (int i = 0; i < 40; i++) {
            pass(Duration.ofMinutes(5));
            failProbe(probe());
        }
    }

    @Test
    void aLockedBreakerStaysLockedUntilItIsReset() {
        assertThat(breaker.lock("exit")).isTrue();
        pass(Duration.ofDays(1));
        refuses();
        assertThat(breaker.trip(COUNT, "more")).isFalse();
        assertThat(breaker.reason()).isEqualTo("exit");
        assertThat(breaker.reset()).isTrue();
        assertThat(breaker.permit(COUNT)).isEqualTo(Breaker.NO_PROBE);
    }
}
