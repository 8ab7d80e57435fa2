package io.hookline.load;

import io.hookline.load.LoadReport.Count;
import io.hookline.load.LoadReport.Latencies;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Makes calls by a plan. Run it once, on one thread. */
public final class LoadRun {

    private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long EARLY_GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long ABORT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LoadPlan plan;
    private final LoadTarget target;
    private final List<Work> works = new ArrayList<>();
    private final Histogram latencies = CallerMetrics.histogram();
    private final Histogram asMade = CallerMetrics.histogram();
    private final CountDownLatch ended;
    private long lastTick;
    private boolean early;

    /** A run that has not started. */
    public LoadRun(LoadPlan plan, LoadTarget target) {
        this.plan = plan;
        this.target = target;
        this.ended = new CountDownLatch(plan.callers());
    }

    /**
     * Makes the calls, on threads of its own, and waits for their end. An interrupt ends the run early; the report says
     * so, and the interrupt flag is cleared.
     *
     * @param progress called each second, on the calling thread
     */
    public LoadReport run(Consumer<LoadTick> progress) {
        LoadClock clock = LoadClock.startingNow();
        long countedFrom = plan.warmUp().toNanos();
        Schedule schedule = new Schedule(
                clock, plan.rate(), countedFrom, countedFrom + plan.time().toNanos());
        for (int number = 0; number < plan.callers(); number++) {
            works.add(new Work(number, schedule, clock));
        }
        works.forEach(work -> work.thread.start());
        await(schedule, clock, progress);
        return finish(schedule, clock);
    }

    private void await(Schedule schedule, LoadClock clock, Consumer<LoadTick> progress) {
        try {
            while (clock.nanos() < schedule.end()) {
                long next = Math.min(schedule.end(), lastTick + TICK_NANOS);
                if (ended.await(next - clock.nanos(), TimeUnit.NANOSECONDS)) {
                    return;
                }
                long now = clock.nanos();
                if (now - lastTick >= TICK_NANOS) {
                    progress.accept(tick(schedule, now));
                }
            }
            if (ended.await(schedule.closes() - clock.nanos() + plan.grace().toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            early = true;
            schedule.endAt(clock.nanos());
            works.forEach(work -> LockSupport.unpark(work.thread));
            awaitEnd(EARLY_GRACE_NANOS);
        }
    }

    private LoadTick tick(Schedule schedule, long now) {
        Histogram latency = CallerMetrics.histogram();
        Histogram made = CallerMetrics.histogram();
        works.forEach(work -> work.metrics.drainTo(latency, made));
        latencies.add(latency);
        asMade.add(made);
        boolean counted = now - TICK_NANOS / 2 > schedule.countedFrom();
        double seconds = (now - Math.max(lastTick, schedule.countedFrom())) / (double) NANOS_PER_SECOND;
        lastTick = now;
        return new LoadTick(
                now,
                !counted,
                latency.getTotalCount() / seconds,
                latency.getTotalCount() == 0
                        ? 0
                        : latency.getValueAtPercentile(99) * plan.unit().nanos(),
                works.stream().mapToLong(work -> work.metrics.errors()).sum());
    }

    private LoadReport finish(Schedule schedule, LoadClock clock) {
        long end = schedule.end();
        long unfinished = giveUp(schedule, clock);
        CallerMetrics left = new CallerMetrics(schedule, plan.unit());
        for (long due = schedule.takeLeft(); due >= 0; due = schedule.takeLeft()) {
            left.unmade(due, schedule.closes());
        }
        left.drainTo(latencies, asMade);
        works.forEach(work -> work.metrics.drainTo(latencies, asMade));
        List<CallerMetrics> allMetrics =
                new ArrayList<>(works.stream().map(work -> work.metrics).toList());
        allMetrics.add(left);
        List<Count> outcomes = outcomes(allMetrics);
        long calls = outcomes.stream().mapToLong(Count::calls).sum();
        long unmade = allMetrics.stream().mapToLong(CallerMetrics::unmade).sum();
        long errors = allMetrics.stream().mapToLong(CallerMetrics::errors).sum() + (early ? 0 : unfinished);
        long due = calls + unmade + unfinished;
        long until = Math.max(
                end, allMetrics.stream().mapToLong(CallerMetrics::lastEnd).max().orElse(end));
        double seconds = Math.max(0, until - schedule.countedFrom()) / (double) NANOS_PER_SECOND;
        return new LoadReport(
                plan,
                seconds,
                calls,
                seconds == 0 ? 0 : calls / seconds,
                errors,
                due == 0 ? 0 : 100.0 * errors / due,
                unmade,
                unfinished,
                early,
                outcomes,
                latencies(latencies),
                schedule.isOpen() ? latencies(asMade) : null);
    }

    /**
     * Ends the calls that have not ended and records their latencies so far. Returns the number of those that count.
     */
    private long giveUp(Schedule schedule, LoadClock clock) {
        if (ended.getCount() == 0) {
            return 0;
        }
        schedule.closeAt(clock.nanos());
        long unfinished = 0;
        for (Work work : works) {
            long from = work.thread.isAlive() ? work.metrics.giveUp() : -1;
            if (from >= 0) {
                unfinished++;
                latencies.recordValue(
                        Math.max(0, clock.nanos() - from) / plan.unit().nanos());
            }
        }
        works.forEach(Work::abort);
        awaitEnd(ABORT_NANOS);
        return unfinished;
    }

    private void awaitEnd(long nanos) {
        try {
            if (!ended.await(nanos, TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            // A second interrupt ends the wait.
            early = true;
        }
    }

    private static List<Count> outcomes(List<CallerMetrics> allMetrics) {
        Map<String, Count> sums = new TreeMap<>();
        for (CallerMetrics metrics : allMetrics) {
            metrics.kinds().forEach((name, kind) -> {
                if (kind.count() > 0) {
                    sums.merge(
                            name,
                            new Count(kind.first(), kind.count()),
                            (one, other) -> new Count(one.outcome(), one.calls() + other.calls()));
                }
            });
        }
        return sums.values().stream()
                .sorted(Comparator.comparingLong(Count::calls).reversed())
                .toList();
    }

    private Latencies latencies(Histogram histogram) {
        long unit = plan.unit().nanos();
        return new Latencies(
                unit * histogram.getValueAtPercentile(50),
                unit * histogram.getValueAtPercentile(90),
                unit * histogram.getValueAtPercentile(99),
                unit * histogram.getValueAtPercentile(99.9),
                unit * histogram.getMaxValue(),
                (long) (unit * histogram.getMean()));
    }

    /** One caller and its thread. */
    private final class Work {

        private final CallerMetrics metrics;
        private final Thread thread;
        private volatile @Nullable LoadCaller caller;

        Work(int number, Schedule schedule, LoadClock clock) {
            this.metrics = new CallerMetrics(schedule, plan.unit());
            this.thread =
                    new Thread(() -> call(number, new CallLoop(schedule, clock, metrics)), "hookline-load-" + number);
            thread.setDaemon(true);
        }

        private void call(int number, CallLoop loop) {
            try (LoadCaller mine = target.caller(number)) {
                caller = mine;
                loop.run(mine);
            } finally {
                caller = null;
                ended.countDown();
            }
        }

        void abort() {
            LoadCaller mine = caller;
            if (mine != null && thread.isAlive()) {
                mine.abort();
                thread.interrupt();
            }
        }
    }
}
