package io.hookline.engine.internal.guard;

import io.hookline.api.runtime.BreakerState;
import io.hookline.engine.guard.GuardSettings;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A circuit breaker (M. Nygard, Release It!). Successes are not counted while it is closed, so that they cost nothing.
 *
 * <pre>
 *  state      what happens                                                next state
 *  CLOSED     enough failures within the window, by number or percentage  OPEN
 *  any        tripped: a call hangs, a budget is spent                    OPEN
 *  OPEN       a call comes before the time is over                        OPEN, the call is refused
 *  OPEN       a call comes after that                                     HALF_OPEN, the call is a probe
 *  HALF_OPEN  more calls come than there are probes left                  HALF_OPEN, the call is refused
 *  HALF_OPEN  probes do not end for as long as the breaker was open       HALF_OPEN again, with other probes
 *  HALF_OPEN  a probe fails                                               OPEN, for twice the time, at most 5 minutes
 *  HALF_OPEN  as many probes succeed as the settings ask for              CLOSED
 *  any        locked: the plugin tried to end the JVM, or used up memory  LOCKED
 *  CLOSED     opens again before it was closed for as long as it was open OPEN, for twice the time
 *  any        reset by an operator                                        CLOSED
 * </pre>
 *
 * How calls of an earlier round end does not count. Safe for use by many threads.
 */
final class Breaker {

    /** What {@link #permit} returns for a call that may not go through. */
    static final long REFUSED = -1;

    /** What it returns for a call when the breaker has closed in the meantime. */
    static final long NO_PROBE = 0;

    private static final long LONGEST_OPEN_NANOS = Duration.ofMinutes(5).toNanos();

    private final LongSupplier nanoClock;

    /** Changed under the monitor. */
    private volatile BreakerState state = BreakerState.CLOSED;

    private String reason = "";
    private long windowStart;
    private long callsAtStart;
    private long failures;
    private long openedAt;
    private long openNanos;
    private int attempts;
    private long closedAt;
    private long round;
    private long roundStart;
    private int probing;
    private int succeeded;

    Breaker(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** How a probe has ended. */
    enum Outcome {
        /** The hook answered. */
        SUCCEEDED,
        /** The hook failed. */
        FAILED,
        /** Without saying anything about the hook. */
        NEITHER
    }

    BreakerState state() {
        return state;
    }

    /** Why it is not closed; empty if it is. */
    synchronized String reason() {
        return reason;
    }

    /** Nanoseconds until an open breaker lets a probe through; 0 if it is not open. */
    synchronized long untilProbeNanos() {
        return state == BreakerState.OPEN ? Math.max(0, openedAt + openNanos - nanoClock.getAsLong()) : 0;
    }

    /**
     * A call failed that was no probe. Such failures count only while the breaker is closed.
     *
     * @param calls how many calls there were so far, this one included
     * @param failure in words
     * @return whether the breaker has opened
     */
    synchronized boolean failed(GuardSettings settings, long calls, String failure) {
        if (state != BreakerState.CLOSED) {
            return false;
        }
        long now = nanoClock.getAsLong();
        if (failures == 0 || now - windowStart > settings.window().toNanos()) {
            windowStart = now;
            callsAtStart = calls - 1;
            failures = 0;
        }
        failures++;
        long seen = Math.max(calls - callsAtStart, failures);
        boolean byNumber = settings.failures() > 0 && failures >= settings.failures();
        boolean byPercentage = settings.failurePercent() > 0
                && seen >= settings.minimumCalls()
                && failures * 100 >= seen * settings.failurePercent();
        if (!byNumber && !byPercentage) {
            return false;
        }
        long millis = Duration.ofNanos(now - windowStart).toMillis();
        open(settings, failures + " of " + seen + " calls failed within " + millis + " ms, the last with " + failure);
        return true;
    }

    /** Opens the breaker regardless of its counts; false if it is open already. */
    synchronized boolean trip(GuardSettings settings, String why) {
        if (state != BreakerState.CLOSED && state != BreakerState.HALF_OPEN) {
            return false;
        }
        open(settings, why);
        return true;
    }

    /** Opens the breaker until it is reset; false if it is locked already. */
    synchronized boolean lock(String why) {
        if (state == BreakerState.LOCKED) {
            return false;
        }
        state = BreakerState.LOCKED;
        reason = why;
        return true;
    }

    /** Closes the breaker; false if it is closed. */
    synchronized boolean reset() {
        if (state == BreakerState.CLOSED) {
            return false;
        }
        close();
        return true;
    }

    /** Asks to let a call through: {@link #REFUSED}, {@link #NO_PROBE}, or the round in which it is a probe. */
    synchronized long permit(GuardSettings settings) {
        long now = nanoClock.getAsLong();
        boolean isTime = state == BreakerState.OPEN && now - openedAt >= openNanos;
        boolean isStuck = state == BreakerState.HALF_OPEN && probing > 0 && now - roundStart >= openNanos;
        if (isTime || isStuck) {
            state = BreakerState.HALF_OPEN;
            round++;
            roundStart = now;
            probing = 0;
            succeeded = 0;
        }
        if (state == BreakerState.CLOSED) {
            return NO_PROBE;
        }
        if (state != BreakerState.HALF_OPEN || probing + succeeded >= settings.probes()) {
            return REFUSED;
        }
        probing++;
        return round;
    }

    /**
     * A probe has ended.
     *
     * @param probed its round
     * @param failure in words, if it failed
     * @return whether this has opened or closed the breaker
     */
    synchronized boolean ended(GuardSettings settings, long probed, Outcome outcome, String failure) {
        if (state != BreakerState.HALF_OPEN || probed != round) {
            return false;
        }
        probing--;
        switch (outcome) {
            case NEITHER -> {
                return false;
            }
            case FAILED -> open(settings, "a probe failed: " + failure);
            case SUCCEEDED -> {
                succeeded++;
                if (succeeded < settings.probes()) {
                    return false;
                }
                close();
            }
        }
        return true;
    }

    private void open(GuardSettings settings, String why) {
        long first = settings.openFor().toNanos();
        long now = nanoClock.getAsLong();
        boolean wasClosed = state == BreakerState.CLOSED;
        if (wasClosed && now - closedAt > Math.max(openNanos, settings.window().toNanos())) {
            attempts = 0;
        }
        openNanos = Math.max(first, Math.min(LONGEST_OPEN_NANOS, first << Math.min(attempts, 16)));
        attempts++;
        openedAt = now;
        state = BreakerState.OPEN;
        reason = why;
        failures = 0;
    }

    private void close() {
        state = BreakerState.CLOSED;
        reason = "";
        failures = 0;
        closedAt = nanoClock.getAsLong();
    }
}
