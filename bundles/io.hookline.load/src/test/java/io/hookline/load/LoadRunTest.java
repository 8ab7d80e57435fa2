package io.hookline.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs by the system's clock, without assertions on durations. */
final class LoadRunTest {

    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        never.countDown();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void eachCallThatWasDueIsReportedOnce() {
        AtomicInteger made = new AtomicInteger();
        LoadReport report = new LoadRun(
                        plan(1_000, 3, Duration.ofMillis(400), Duration.ofMillis(100)), number -> () -> {
                            made.incrementAndGet();
                            return number == 0
                                    ? LoadOutcome.well("zero")
                                    : LoadOutcome.failed("other", "of caller " + number);
                        })
                .run(tick -> {});
        assertThat(report.calls() + report.unmade()).isEqualTo(400);
        assertThat(made.get()).isBetween((int) report.calls(), (int) report.calls() + 100);
        assertThat(report.outcomes().stream().mapToLong(LoadReport.Count::calls).sum())
                .isEqualTo(report.calls());
        assertThat(report.endedEarly()).isFalse();
        assertThat(report.unfinished()).isZero();
        assertThat(report.asMade()).isNotNull();
    }

    @Test
    void aCallThatNeverEndsIsGivenUpAndIsAnError() {
        LoadPlan plan = new LoadPlan(
                "test",
                2,
                "threads",
                0,
                Duration.ofMillis(100),
                Duration.ZERO,
                Duration.ofMillis(500),
                LoadPlan.LatencyUnit.NANOSECONDS);
        LoadReport report = new LoadRun(plan, number -> () -> {
                    if (number == 0) {
                        awaitUninterruptibly(never);
                    }
                    return LoadOutcome.well("passed");
                })
                .run(tick -> {});
        assertThat(report.unfinished()).isOne();
        assertThat(report.errors()).isOne();
        assertThat(report.isGood(0)).isFalse();
        assertThat(report.latency().maxNanos())
                .isGreaterThan(Duration.ofMillis(100).toNanos());
        assertThat(report.asMade()).isNull();
    }

    @Test
    void aCallThatIsGivenUpIsReportedOnce() {
        LoadReport report = new LoadRun(plan(1_000, 2, Duration.ofMillis(300), Duration.ZERO), number -> () -> {
                    never.await();
                    return LoadOutcome.well("passed");
                })
                .run(tick -> {});
        assertThat(report.unfinished()).isEqualTo(2);
        assertThat(report.calls()).as("which the interrupt has ended").isZero();
        assertThat(report.outcomes()).isEmpty();
        assertThat(report.errors()).as("each call that was due").isEqualTo(300);
    }

    @Test
    void aStalledTargetCountsTheCallsThatCouldNotBeMade() {
        LoadReport report = new LoadRun(plan(1_000, 2, Duration.ofMillis(500), Duration.ZERO), number -> () -> {
                    never.await();
                    return LoadOutcome.well("passed");
                })
                .run(tick -> {});
        assertThat(report.unfinished()).isEqualTo(2);
        assertThat(report.unmade()).isEqualTo(498);
        assertThat(report.errorPercent()).isEqualTo(100);
        assertThat(report.latency().p50Nanos())
                .isGreaterThan(Duration.ofMillis(200).toNanos());
    }

    @Test
    void anInterruptEndsItEarlyWithTheReportSoFar() throws Exception {
        List<LoadReport> reports = new ArrayList<>();
        CountDownLatch called = new CountDownLatch(10);
        Thread runner = new Thread(
                () -> reports.add(new LoadRun(plan(100, 2, Duration.ofHours(1), Duration.ZERO), number -> () -> {
                            called.countDown();
                            return LoadOutcome.well("passed");
                        })
                        .run(tick -> {})));
        runner.start();
        called.await();
        runner.interrupt();
        runner.join();
        assertThat(reports).hasSize(1);
        assertThat(reports.get(0).endedEarly()).isTrue();
        assertThat(reports.get(0).calls()).isBetween(10L, 10_000L);
        assertThat(reports.get(0).isGood(0)).isTrue();
    }

    @Test
    void callersAreClosed() {
        AtomicInteger closed = new AtomicInteger();
        new LoadRun(plan(0, 3, Duration.ofMillis(20), Duration.ZERO), number -> new LoadCaller() {
                    @Override
                    public LoadOutcome call() {
                        return LoadOutcome.well("passed");
                    }

                    @Override
                    public void close() {
                        closed.incrementAndGet();
                    }
                })
                .run(tick -> {});
        assertThat(closed.get()).isEqualTo(3);
    }

    private static LoadPlan plan(long rate, int callers, Duration time, Duration warmUp) {
        return new LoadPlan(
                "test",
                callers,
                "threads",
                rate,
                time,
                warmUp,
                Duration.ofMillis(100),
                LoadPlan.LatencyUnit.NANOSECONDS);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // It is one that does not listen.
            }
        }
    }
}
