package io.hookline.core.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The state table of a breaker, row by row. */
final class BreakerTest {

    private static final GuardSettings COUNT =
            RuleOf.hook("").breaker(3, Duration.ofSeconds(5), 2).build().over(GuardSettings.DEFAULT);

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
    void enoughFailuresWithinTheWindowOpenIt() {
        assertThat(fail(COUNT)).isFalse();
        assertThat(fail(COUNT)).isFalse();
        assertThat(fail(COUNT)).isTrue();
        assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
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
    void halfOfTheCallsOpenItOnceThereAreEnough() {
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
    void aSmallerPartDoesNot() {
        for (int i = 0; i < 100; i++) {
            calls += 2;
            assertThat(fail(GuardSettings.DEFAULT)).isFalse();
        }
    }

    @Test
    void whileOpenNoCallPassesAndThenSomeDo() {
        open();
        assertThat(breaker.permits(COUNT)).isFalse();
        pass(Duration.ofMillis(4_999));
        assertThat(breaker.permits(COUNT)).isFalse();
        assertThat(breaker.untilProbeNanos()).isEqualTo(1_000_000);
        pass(Duration.ofMillis(1));
        assertThat(breaker.permits(COUNT)).isTrue();
        assertThat(breaker.state()).isEqualTo(Breaker.State.HALF_OPEN);
        assertThat(breaker.permits(COUNT)).isTrue();
        assertThat(breaker.permits(COUNT)).as("a third of two probes").isFalse();
    }

    @Test
    void probesThatSucceedCloseIt() {
        open();
        pass(Duration.ofSeconds(5));
        breaker.permits(COUNT);
        assertThat(breaker.succeeded(COUNT)).isFalse();
        breaker.permits(COUNT);
        assertThat(breaker.succeeded(COUNT)).isTrue();
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
        assertThat(breaker.permits(COUNT)).isTrue();
    }

    @Test
    void aProbeThatSaysNothingMakesRoomForAnother() {
        open();
        pass(Duration.ofSeconds(5));
        breaker.permits(COUNT);
        breaker.permits(COUNT);
        breaker.released();
        assertThat(breaker.permits(COUNT)).isTrue();
    }

    @Test
    void aProbeThatFailsOpensItForTwiceTheTime() {
        open();
        pass(Duration.ofSeconds(5));
        breaker.permits(COUNT);
        assertThat(fail(COUNT)).isTrue();
        pass(Duration.ofSeconds(9));
        assertThat(breaker.permits(COUNT)).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(breaker.permits(COUNT)).isTrue();
    }

    @Test
    void itIsOpenForFiveMinutesAtMost() {
        open();
        for (int i = 0; i < 40; i++) {
            pass(Duration.ofMinutes(5));
            assertThat(breaker.permits(COUNT)).isTrue();
            fail(COUNT);
        }
    }

    @Test
    void lockedItStaysUntilItIsReset() {
        assertThat(breaker.lock("exit")).isTrue();
        pass(Duration.ofDays(1));
        assertThat(breaker.permits(COUNT)).isFalse();
        assertThat(breaker.trip(COUNT, "more")).isFalse();
        assertThat(breaker.reason()).isEqualTo("exit");
        assertThat(breaker.reset()).isTrue();
        assertThat(breaker.permits(COUNT)).isTrue();
    }
}
