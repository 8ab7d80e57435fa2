package io.hookline.plugin.jwt.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Time that passes only when the test says so, and the tasks that are due then; it runs them on the test's thread. */
final class HandTimer extends Clock implements Timer {

    private static final Instant BEGIN = Instant.parse("2026-11-27T12:00:00Z");

    private final List<Planned> planned = new ArrayList<>();
    private long nanos;

    @Override
    public void after(Duration delay, Runnable task) {
        planned.add(new Planned(nanos + delay.toNanos(), task));
    }

    @Override
    public void close() {
        planned.clear();
    }

    /** Lets time pass, and runs what is due meanwhile, in order. */
    void pass(Duration time) {
        long end = nanos + time.toNanos();
        for (Optional<Planned> next = next(end); next.isPresent(); next = next(end)) {
            planned.remove(next.get());
            nanos = Math.max(nanos, next.get().dueNanos);
            next.get().task.run();
        }
        nanos = end;
    }

    /** Runs what is due now. */
    void runDue() {
        pass(Duration.ZERO);
    }

    long nanos() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return BEGIN.plusNanos(nanos);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    private Optional<Planned> next(long end) {
        return planned.stream()
                .filter(task -> task.dueNanos <= end)
                .min(Comparator.comparingLong(task -> task.dueNanos));
    }

    private record Planned(long dueNanos, Runnable task) {}
}
