package io.hookline.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The times at which calls are due. With a rate each call has a fixed time, independent of earlier calls, and any free
 * caller takes it. Without a rate a call is due when its caller is free. Safe for use by many threads.
 */
final class Schedule {

    private static final double NANOS_PER_SECOND = 1e9;

    /** How long after the end calls are still made that were due before it: a thread may be scheduled late. */
    private static final long CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LoadClock clock;
    private final long rate;
    private final long countedFrom;
    private final AtomicLong taken = new AtomicLong();
    private volatile long end;
    private volatile long closes;

    /**
     * A schedule that starts with the clock.
     *
     * @param rate calls a second; 0 for as many as possible
     * @param countedFrom the end of the warm-up
     * @param end the end; calls are due before it only
     */
    Schedule(LoadClock clock, long rate, long countedFrom, long end) {
        this.clock = clock;
        this.rate = rate;
        this.countedFrom = countedFrom;
        this.end = end;
        this.closes = closes(end);
    }

    boolean isOpen() {
        return rate > 0;
    }

    /** Takes the next call and returns its time. */
    long take() {
        return rate == 0 ? clock.nanos() : dueAt(taken.getAndIncrement());
    }

    /** Takes the next call that was due before the end and returns its time; -1 if there is none left. */
    long takeLeft() {
        if (rate == 0) {
            return -1;
        }
        long due = take();
        return due < end ? due : -1;
    }

    boolean counts(long due) {
        return due >= countedFrom;
    }

    long countedFrom() {
        return countedFrom;
    }

    long end() {
        return end;
    }

    /** The time after which no call is made, even if it was due before the end. */
    long closes() {
        return closes;
    }

    private long closes(long ending) {
        return isOpen() ? ending + CATCH_UP_NANOS : ending;
    }

    /** Moves the end forward. */
    void endAt(long time) {
        end = Math.min(end, time);
        closes = closes(end);
    }

    /** Ends all calls from this time on, due or not. */
    void closeAt(long time) {
        closes = Math.min(closes, time);
    }

    private long dueAt(long number) {
        return (long) (number * NANOS_PER_SECOND / rate);
    }
}
