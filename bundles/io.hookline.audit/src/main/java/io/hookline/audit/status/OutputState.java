package io.hookline.audit.status;

/** What an output does now. Later versions add constants. */
public enum OutputState {
    /** It has delivered all records. */
    IDLE,
    /** It delivers. */
    DELIVERING,
    /** A delivery has failed; it waits before the next attempt. */
    RETRYING,
    /** Several deliveries in a row have failed; single records are sent as a trial. */
    OPEN,
    /** It has records, and no plugin that delivers them. */
    NO_PLUGIN
}
