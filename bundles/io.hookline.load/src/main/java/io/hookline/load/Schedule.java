package io.hookline.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When calls are due. With a rate each call has its moment, whatever becomes of the calls before it, and whichever caller is
 * free takes it; without one a call is due when its caller is free. Safe for use by many threads.
 */
final class Schedule {

    private static final double NANOS_PER_SECOND = 1e9;

    /** How long after the end calls are still made that were due before it: a thread may just not have had its turn. */
    private static final long CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LoadClock clock;
    private final long rate;
    private final long countedFrom;
    private final AtomicLong taken = new AtomicLong();
    private volatile long end;
    private volatile long closes;

    /**
     * A schedule that begins with the clock.
     *
     * @param rate calls a second; 0: as fast as it goes
     * @param countedFrom before it is warm-up
     * @param end no call is due then or later
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

    /** The moment of a call that nobody else makes. */
    long take() {
        return rate == 0 ? clock.nanos() : dueAt(taken.getAndIncrement());
    }

    /** Of the calls that were due before the end, the moment of the next one that nobody has taken; -1 if there is none. */
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

    /** From then on no call is made any more, even if it was due before the end. */
    long closes() {
        return closes;
    }

    private long closes(long ending) {
        return isOpen() ? ending + CATCH_UP_NANOS : ending;
    }

    /** Ends it earlier. */
    void endAt(long moment) {
        end = Math.min(end, moment);
        closes = closes(end);
    }

    /** Has no call made any more, be it due or not. */
    void closeAt(long moment) {
        closes = Math.min(closes, moment);
    }

    private long dueAt(long number) {
        return (long) (number * NANOS_PER_SECOND / rate);
    }
}
