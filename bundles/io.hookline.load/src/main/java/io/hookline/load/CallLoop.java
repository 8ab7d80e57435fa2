package io.hookline.load;

import java.util.concurrent.TimeUnit;

/**
 * One caller's calls until the end of the schedule.
 *
 * <p>The latency of a call counts from the moment that it was due, not from when it was made: while a target stalls, calls that
 * are due cannot be made, and that is what their users would feel (Gil Tene, "How NOT to Measure Latency"). One lateness is the
 * driver's own: a thread that waits for its turn is woken late by the operating system's timer. Of that lateness a little is
 * forgiven, to the call that was waited for and to those that fell due meanwhile.
 */
final class CallLoop {

    /** How late a timer may wake a thread at the target's discharge; what goes beyond it counts. */
    static final long TIMER_SLACK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final Schedule schedule;
    private final LoadClock clock;
    private final Account account;
    /** Calls due until then were not made earlier because the timer let this thread sleep. */
    private long excusedUntil;

    CallLoop(Schedule schedule, LoadClock clock, Account account) {
        this.schedule = schedule;
        this.clock = clock;
        this.account = account;
    }

    /** Calls until the end. */
    void run(LoadCaller caller) {
        while (true) {
            long due = schedule.take();
            long made = schedule.isOpen() ? awaitTurn(due) : due;
            if (due >= schedule.end()) {
                return;
            }
            if (made >= schedule.closes()) {
                account.unmade(due, schedule.closes());
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
        account.begin(from);
        LoadOutcome outcome;
        try {
            outcome = caller.call();
        } catch (Exception | LinkageError | StackOverflowError e) {
            outcome = LoadOutcome.thrown(e);
        }
        long ended = clock.nanos();
        boolean awaited = account.end();
        // An interrupt that what was called has left behind is not for the next call.
        Thread.interrupted();
        if (awaited && schedule.counts(due)) {
            account.called(outcome, ended, ended - from, ended - made);
        }
    }
}
