package io.hookline.admin.internal.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decides which refused calls of known callers stand in the audit record: a few of each caller in a minute, so that
 * those who may do little push nothing out of it. Safe for use by many threads.
 */
public final class RefusedCalls {

    /** How many of one caller are recorded in a minute. */
    public static final int MOST = 5;

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MOST_CALLERS = 1_000;

    private final Clock clock;

    /** By caller, the one that began its minute first ahead; guarded by this object. */
    private final Map<String, Minute> minutes = new LinkedHashMap<>();

    public RefusedCalls(Clock clock) {
        this.clock = clock;
    }

    /** Whether a refused call is recorded. */
    public synchronized boolean isRecorded(String caller) {
        Instant now = clock.instant();
        Minute minute = minutes.get(caller);
        if (minute == null || !now.isBefore(minute.begun().plus(PERIOD))) {
            minutes.remove(caller);
            if (minutes.size() >= MOST_CALLERS) {
                minutes.remove(minutes.keySet().iterator().next());
            }
            minute = new Minute(now, 0);
        }
        minutes.put(caller, new Minute(minute.begun(), minute.count() + 1));
        return minute.count() < MOST;
    }

    private record Minute(Instant begun, int count) {}
}
