package io.hookline.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Calls by a clock that goes as the test says: a hundred a second, each of which takes a millisecond. */
final class CallLoopTest {

    private static final long RATE = 100;
    private static final Duration STALL = Duration.ofSeconds(2);

    private final ManualClock clock = new ManualClock();
    private final Histogram latency = Account.histogram();
    private final Histogram asMade = Account.histogram();
    private int calls;

    @Test
    void aStallIsFeltByTheCallsThatWereDueMeanwhile() {
        run(schedule(RATE, 0, 20), () -> STALL);
        assertThat(latency.getTotalCount()).isEqualTo(2_000);
        // Two of twenty seconds: a tenth of the calls waited, most of them for long.
        assertThat(millis(latency, 99)).isBetween(1_500L, 2_000L);
        assertThat(millis(latency, 95)).isBetween(800L, 1_200L);
        assertThat(millis(latency, 50)).isEqualTo(1);
    }

    @Test
    void countedFromWhenCallsWereMadeTheStallIsHidden() {
        run(schedule(RATE, 0, 20), () -> STALL);
        assertThat(asMade.getTotalCount()).isEqualTo(2_000);
        assertThat(millis(asMade, 99.9)).isEqualTo(1);
        assertThat(asMade.getMaxValue()).isEqualTo(asMade.highestEquivalentValue(STALL.toNanos()));
    }

    @Test
    void withoutARateACallIsDueWhenItsCallerIsFree() {
        run(schedule(0, 0, 2), () -> Duration.ofMillis(500));
        assertThat(latency.getTotalCount()).isEqualTo(1_501);
        assertThat(millis(latency, 99)).isEqualTo(1);
        assertThat(asMade.getTotalCount()).isZero();
    }

    @Test
    void aCallThatCannotBeMadeByTheEndHasWaitedUntilThen() {
        Schedule schedule = schedule(RATE, 0, 1);
        Account account = run(schedule, () -> Duration.ofSeconds(5));
        assertThat(account.unmade()).isOne();
        int left = 0;
        while (schedule.takeLeft() >= 0) {
            left++;
        }
        assertThat(calls + account.unmade() + left).isEqualTo(RATE);
        assertThat(account.errors()).isOne();
    }

    @Test
    void aCallThatWasDueBeforeTheEndIsMadeALittleAfterIt() {
        Account account = run(schedule(RATE, 0, 1), () -> Duration.ofMillis(700));
        assertThat(calls).isEqualTo(RATE);
        assertThat(account.errors()).isZero();
        assertThat(latency.getTotalCount()).isEqualTo(RATE);
    }

    @Test
    void callsOfTheWarmUpAreMadeAndNotCounted() {
        run(schedule(RATE, 1, 3), () -> Duration.ofMillis(1));
        assertThat(calls).isEqualTo(300);
        assertThat(latency.getTotalCount()).isEqualTo(200);
    }

    @Test
    void aTimerThatWakesLateIsNotTheTargetsDoing() {
        clock.wakeLateBy(Duration.ofNanos(60_000));
        run(schedule(RATE, 0, 10), () -> Duration.ofMillis(1));
        assertThat(latency.getMaxValue()).isEqualTo(latency.highestEquivalentValue(1_000_000));
    }

    @Test
    void whatFellDueWhileTheTimerSleptIsNotHeldAgainstTheTarget() {
        clock.wakeLateBy(Duration.ofNanos(100_000));
        // Every 10 us a call that takes 1 us: each time the thread wakes, ten are due.
        LoopOf tiny = new LoopOf(schedule(100_000, 0, 1), Duration.ofNanos(1_000), () -> Duration.ofNanos(1_000));
        tiny.run();
        assertThat(latency.getValueAtPercentile(99)).isLessThan(20_000);
    }

    @Test
    void aThreadThatGetsNoTurnForLongCounts() {
        clock.wakeLateBy(Duration.ofMillis(5));
        run(schedule(RATE, 0, 10), () -> Duration.ofMillis(1));
        assertThat(millis(latency, 50)).isEqualTo(6);
    }

    @Test
    void whatACallThrowsIsCountedByItsClass() {
        Schedule schedule = schedule(RATE, 0, 1);
        Account account = new Account(schedule, LoadPlan.LatencyUnit.NANOSECONDS);
        new CallLoop(schedule, clock, account).run(() -> {
            if (calls++ % 4 == 0) {
                throw new IllegalStateException("no. " + calls);
            }
            return LoadOutcome.well("passed");
        });
        assertThat(account.errors()).isEqualTo(25);
        assertThat(account.kinds().get("IllegalStateException").count()).isEqualTo(25);
        assertThat(account.kinds().get("IllegalStateException").first().detail())
                .isEqualTo("no. 1");
        assertThat(account.kinds().get("passed").count()).isEqualTo(75);
    }

    @Test
    void anInterruptThatACallLeavesBehindIsNotForTheNext() {
        Schedule schedule = schedule(RATE, 0, 1);
        Account account = new Account(schedule, LoadPlan.LatencyUnit.NANOSECONDS);
        new CallLoop(schedule, clock, account).run(() -> {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            Thread.currentThread().interrupt();
            return LoadOutcome.well("passed");
        });
        assertThat(account.errors()).isZero();
        assertThat(Thread.interrupted()).isFalse();
    }

    private Schedule schedule(long rate, long countedFromSeconds, long endSeconds) {
        return new Schedule(
                clock, rate, TimeUnit.SECONDS.toNanos(countedFromSeconds), TimeUnit.SECONDS.toNanos(endSeconds));
    }

    /** Runs calls, of which the 501st takes as long as is said. */
    private Account run(Schedule schedule, StallAt stall) {
        return new LoopOf(schedule, Duration.ofMillis(1), stall).run();
    }

    private static long millis(Histogram nanos, double percentile) {
        return Math.round(nanos.getValueAtPercentile(percentile) / 1e6);
    }

    private interface StallAt {
        Duration time();
    }

    private final class LoopOf {

        private final Schedule schedule;
        private final Duration usual;
        private final StallAt stall;

        LoopOf(Schedule schedule, Duration usual, StallAt stall) {
            this.schedule = schedule;
            this.usual = usual;
            this.stall = stall;
        }

        Account run() {
            Account account = new Account(schedule, LoadPlan.LatencyUnit.NANOSECONDS);
            int stalled = schedule.end() < TimeUnit.SECONDS.toNanos(2) ? 50 : 500;
            new CallLoop(schedule, clock, account).run(() -> {
                clock.pass(calls++ == stalled ? stall.time() : usual);
                return LoadOutcome.well("passed");
            });
            account.drainTo(latency, asMade);
            return account;
        }
    }
}
