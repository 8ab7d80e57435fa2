package io.hookline.api.runtime;

import java.time.Instant;

/**
 * An action of a guard.
 *
 * @param at when it happened
 * @param kind the kind of action
 * @param name the hook's name within its plugin
 * @param plugin symbolic name of its bundle
 * @param version its bundle's version
 * @param point name of the hook point
 * @param reason the reason, in words
 */
public record GuardEvent(
        Instant at, Kind kind, String name, String plugin, String version, String point, String reason) {

    /** The kinds of actions. Later versions add constants. */
    public enum Kind {

        /** A breaker opened. */
        TRIPPED,

        /** A breaker closed again. */
        RECOVERED,

        /** A breaker was locked, or a hook was taken out of its chain. */
        QUARANTINED,

        /** A call hangs. */
        OVERRUN,

        /** A call that hung has returned. */
        RETURNED,

        /** A hook that declares that it never blocks has blocked; its chain counts as one that may block. */
        BLOCKED
    }
}
