package io.hookline.engine.internal.guard;

import io.hookline.engine.HookInfo;
import java.time.Instant;

/**
 * Something that a guard did.
 *
 * @param at when
 * @param kind what
 * @param hook the hook as it was then
 * @param reason why, in words
 */
public record GuardEvent(Instant at, Kind kind, HookInfo hook, String reason) {

    /** What a guard does. */
    public enum Kind {
        /** A breaker opened. */
        TRIPPED,
        /** A breaker closed again. */
        RECOVERED,
        /** A breaker was opened for good, or a hook taken out of its chain. */
        QUARANTINED,
        /** A call hangs. */
        OVERRUN,
        /** A call that hung has returned. */
        RETURNED
    }
}
