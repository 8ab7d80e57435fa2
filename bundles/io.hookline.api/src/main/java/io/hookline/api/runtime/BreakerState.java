package io.hookline.api.runtime;

/** What a circuit breaker does with calls. */
public enum BreakerState {

    /** It lets all calls through. */
    CLOSED,

    /** It lets no call through, for a limited time. */
    OPEN,

    /** It lets some calls through, to test the hook. */
    HALF_OPEN,

    /** It lets no call through until an operator resets it. */
    LOCKED
}
