package io.hookline.gateway.internal.balance;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * One target, and what is known of it: requests in flight, failures, the results of checks. Outlives changes of its
 * group. Safe for use by many threads.
 */
public class BalancedTarget {

    private final String name;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final LongAdder calls = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile int failuresInRow;
    private volatile boolean unhealthy;
    private volatile boolean ejected;
    private volatile long ejectedUntilNanos;
    private volatile String reason = "";
    // Guarded by this.
    private int checksInRow;
    private boolean lastCheck = true;
    private int ejections;
    private long ejectionNanos;

    /** A target that nothing bad is known of. */
    protected BalancedTarget(String name) {
        this.name = name;
    }

    /** Its address. */
    public final String name() {
        return name;
    }

    /** A request has been given to it. */
    public final void began() {
        inFlight.getAndIncrement();
        calls.increment();
    }

    /** A request that was given to it has ended. */
    public final void ended() {
        inFlight.getAndDecrement();
    }

    /** How many requests it has now. */
    public final int inFlight() {
        return inFlight.get();
    }

    /** How many requests were given to it. */
    public final long calls() {
        return calls.sum();
    }

    /** How many of them failed. */
    public final long failures() {
        return failures.sum();
    }

    /** Whether checks have found it unhealthy. */
    public final boolean isUnhealthy() {
        return unhealthy;
    }

    /** Why it is ejected or unhealthy, or what failed last; empty if nothing has. */
    public final String reason() {
        return reason;
    }

    /**
     * Takes the result of a check.
     *
     * @param why what failed; empty if nothing has
     * @return whether the target has become healthy or unhealthy by it
     */
    public final synchronized boolean checked(String why, int healthyAfter, int unhealthyAfter) {
        boolean passed = why.isEmpty();
        checksInRow = passed == lastCheck ? checksInRow + 1 : 1;
        lastCheck = passed;
        if (unhealthy && !passed) {
            reason = why;
        }
        if (unhealthy == passed && checksInRow >= (passed ? healthyAfter : unhealthyAfter)) {
            unhealthy = !passed;
            reason = why;
            return true;
        }
        return false;
    }

    /** Forgets what checks have found, because there are none any more. */
    public final synchronized void uncheck() {
        unhealthy = false;
        lastCheck = true;
        checksInRow = 0;
    }

    final int failuresInRow() {
        return failuresInRow;
    }

    /** Counts a failure. */
    final synchronized void failed(String why) {
        failures.increment();
        failuresInRow++;
        if (!unhealthy) {
            reason = why;
        }
    }

    final void succeeded() {
        if (failuresInRow != 0) {
            failuresInRow = 0;
        }
    }

    final boolean isEjected() {
        return ejected;
    }

    /** Whether the time that it is ejected for has passed. */
    final boolean mayReturn(long nowNanos) {
        return nowNanos - ejectedUntilNanos >= 0;
    }

    /** Ejects it; each further time in a row takes twice as long. Returns how long, in nanoseconds. */
    final synchronized long eject(long nowNanos, long firstNanos, int maxDoublings) {
        boolean inRow = ejections > 0 && nowNanos - ejectedUntilNanos < ejectionNanos;
        ejections = inRow ? ejections + 1 : 1;
        ejectionNanos = firstNanos << Math.min(ejections - 1, maxDoublings);
        ejectedUntilNanos = nowNanos + ejectionNanos;
        failuresInRow = 0;
        ejected = true;
        return ejectionNanos;
    }

    /** Ends an ejection whose time has passed. Returns whether it has ended by this call. */
    final synchronized boolean comeBack(long nowNanos) {
        if (!ejected || !mayReturn(nowNanos)) {
            return false;
        }
        ejected = false;
        failuresInRow = 0;
        return true;
    }
}
