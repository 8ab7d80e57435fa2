package io.hookline.load;

import java.util.concurrent.TimeUnit;

/**
 * Makes the calls of one caller until the end of the schedule.
 *
 * <p>The latency of a call counts from the time that it was due, not from when it was made: while a target stalls,
 * calls that are due cannot be made, and their users would wait (Gil Tene, "How NOT to Measure Latency"). One delay is
 * caused by this class: the operating system's timer wakes a waiting thread late. A small part of that delay is not
 * counted, for the call that the thread waited for and for those that became due meanwhile.
 */
final class CallLoop {

    /** The delay of the timer that is not counted as latency; a longer delay counts. */
    static final long TIMER_SLACK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final Schedule schedule;
    private final LoadClock clock;
    private final CallerMetrics metrics;
    /** Calls due until then were late because the timer let this thread sleep. */
    private long excusedUntil;

    CallLoop(Schedule schedule, LoadClock clock, CallerMetrics metrics) {
        this.schedule = schedule;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Makes calls until the end. */
    void run(LoadCaller caller) {
        while (true) {
            long due = schedule.take();
            long made = schedule.isOpen() ? awaitTurn(due) : due;
            if (due >= schedule.end()) {
                return;
            }
            if (made >= schedule.closes()) {
                metrics.unmade(due, schedule.closes());
                return;
            }
            call(caller, due, made);
        }
    }

    private long awaitTurn(long due) {
        long now = clock.nanos();
        if (now >= due) {
            return now;
        }
        while (now < due && due < schedule.end()) {
            clock.park(due - now);
            now = clock.nanos();
        }
        excusedUntil = Math.min(now, due + TIMER_SLACK_NANOS);
        return now;
    }

    private void call(LoadCaller caller, long due, long made) {
        long from = Math.max(due, excusedUntil);
        metrics.begin(from);
        LoadOutcome outcome;
        try {
            outcome = caller.call();
        } catch (Exception | LinkageError | StackOverflowError e) {
            outcome = LoadOutcome.thrown(e);
        }
        long ended = clock.nanos();
        boolean awaited = metrics.end();
        // An interrupt that the target has left behind must not end the next call.
        Thread.interrupted();
        if (awaited && schedule.counts(due)) {
            metrics.called(outcome, ended, ended - from, ended - made);
        }
    }
}
