package io.hookline.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Calls by a clock that the test controls: a hundred calls a second, of one millisecond each. */
final class CallLoopTest {

    private static final long RATE = 100;
    private static final Duration STALL = Duration.ofSeconds(2);

    private final ManualClock clock = new ManualClock();
    private final Histogram latency = CallerMetrics.histogram();
    private final Histogram asMade = CallerMetrics.histogram();
    private int calls;

    @Test
    void aStallCountsForTheCallsThatWereDueMeanwhile() {
        run(schedule(RATE, 0, 20), () -> STALL);
        assertThat(latency.getTotalCount()).isEqualTo(2_000);
        // The stall takes two of twenty seconds: a tenth of the calls waited, most of them long.
        assertThat(millis(latency, 99)).isBetween(1_500L, 2_000L);
        assertThat(millis(latency, 95)).isBetween(800L, 1_200L);
        assertThat(millis(latency, 50)).isEqualTo(1);
    }

    @Test
    void latenciesFromWhenCallsWereMadeHideAStall() {
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
    void aCallThatCannotBeMadeCountsWithTheTimeItWaited() {
        Schedule schedule = schedule(RATE, 0, 1);
        CallerMetrics metrics = run(schedule, () -> Duration.ofSeconds(5));
        assertThat(metrics.unmade()).isOne();
        int left = 0;
        while (schedule.takeLeft() >= 0) {
            left++;
        }
        assertThat(calls + metrics.unmade() + left).isEqualTo(RATE);
        assertThat(metrics.errors()).isOne();
    }

    @Test
    void aCallThatWasDueBeforeTheEndIsMadeShortlyAfterIt() {
        CallerMetrics metrics = run(schedule(RATE, 0, 1), () -> Duration.ofMillis(700));
        assertThat(calls).isEqualTo(RATE);
        assertThat(metrics.errors()).isZero();
        assertThat(latency.getTotalCount()).isEqualTo(RATE);
    }

    @Test
    void callsOfTheWarmUpAreMadeButNotCounted() {
        run(schedule(RATE, 1, 3), () -> Duration.ofMillis(1));
        assertThat(calls).isEqualTo(300);
        assertThat(latency.getTotalCount()).isEqualTo(200);
    }

    @Test
    void theDelayOfTheTimerDoesNotCount() {
        clock.wakeLateBy(Duration.ofNanos(60_000));
        run(schedule(RATE, 0, 10), () -> Duration.ofMillis(1));
        assertThat(latency.getMaxValue()).isEqualTo(latency.highestEquivalentValue(1_000_000));
    }

    @Test
    void theDelayOfTheTimerDoesNotCountForCallsDueMeanwhile() {
        clock.wakeLateBy(Duration.ofNanos(100_000));
        // Every 10 us a call that takes 1 us: each time the thread wakes, ten are due.
        LoopOf tiny = new LoopOf(schedule(100_000, 0, 1), Duration.ofNanos(1_000), () -> Duration.ofNanos(1_000));
        tiny.run();
        assertThat(latency.getValueAtPercentile(99)).isLessThan(20_000);
    }

    @Test
    void aLongDelayOfTheThreadCounts() {
        clock.wakeLateBy(Duration.ofMillis(5));
        run(schedule(RATE, 0, 10), () -> Duration.ofMillis(1));
        assertThat(millis(latency, 50)).isEqualTo(6);
    }

    @Test
    void exceptionsAreCountedByTheirClass() {
        Schedule schedule = schedule(RATE, 0, 1);
        CallerMetrics metrics = new CallerMetrics(schedule, LoadPlan.LatencyUnit.NANOSECONDS);
        new CallLoop(schedule, clock, metrics).run(() -> {
            if (calls++ % 4 == 0) {
                throw new IllegalStateException("no. " + calls);
            }
            return LoadOutcome.well("passed");
        });
        assertThat(metrics.errors()).isEqualTo(25);
        assertThat(metrics.kinds().get("IllegalStateException").count()).isEqualTo(25);
        assertThat(metrics.kinds().get("IllegalStateException").first().detail())
                .isEqualTo("no. 1");
        assertThat(metrics.kinds().get("passed").count()).isEqualTo(75);
    }

    @Test
    void anInterruptLeftByACallDoesNotAffectTheNext() {
        Schedule schedule = schedule(RATE, 0, 1);
        CallerMetrics metrics = new CallerMetrics(schedule, LoadPlan.LatencyUnit.NANOSECONDS);
        new CallLoop(schedule, clock, metrics).run(() -> {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            Thread.currentThread().interrupt();
            return LoadOutcome.well("passed");
        });
        assertThat(metrics.errors()).isZero();
        assertThat(Thread.interrupted()).isFalse();
    }

    private Schedule schedule(long rate, long countedFromSeconds, long endSeconds) {
        return new Schedule(
                clock, rate, TimeUnit.SECONDS.toNanos(countedFromSeconds), TimeUnit.SECONDS.toNanos(endSeconds));
    }

    /** Runs calls. The 501st takes as long as given. */
    private CallerMetrics run(Schedule schedule, StallAt stall) {
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

        CallerMetrics run() {
            CallerMetrics metrics = new CallerMetrics(schedule, LoadPlan.LatencyUnit.NANOSECONDS);
            int stalled = schedule.end() < TimeUnit.SECONDS.toNanos(2) ? 50 : 500;
            new CallLoop(schedule, clock, metrics).run(() -> {
                clock.pass(calls++ == stalled ? stall.time() : usual);
                return LoadOutcome.well("passed");
            });
            metrics.drainTo(latency, asMade);
            return metrics;
        }
    }
}
