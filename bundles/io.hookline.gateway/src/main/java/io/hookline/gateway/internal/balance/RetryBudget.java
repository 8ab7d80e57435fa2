package io.hookline.gateway.internal.balance;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds how many of a group's requests in flight are repetitions, so that they never multiply an outage. Safe for use
 * by many threads.
 */
public final class RetryBudget {

    /** How many repetitions are allowed however few requests there are. */
    static final int MINIMUM = 10;

    private static final int PERCENT = 100;

    private final int percent;
    private final AtomicInteger repeating = new AtomicInteger();

    RetryBudget(int percent) {
        this.percent = percent;
    }

    /**
     * Takes part of the budget for a request, until {@link #end()}.
     *
     * @param inFlight how many requests the group has now
     * @return false if none is left
     */
    boolean begin(int inFlight) {
        long most = Math.max(MINIMUM, (long) inFlight * percent / PERCENT);
        if (repeating.incrementAndGet() <= most) {
            return true;
        }
        repeating.decrementAndGet();
        return false;
    }

    /** Gives it back. */
    public void end() {
        repeating.decrementAndGet();
    }
}
