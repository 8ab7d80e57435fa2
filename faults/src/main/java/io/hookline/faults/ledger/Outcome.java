package io.hookline.faults.ledger;

/** What became of a fault, as seen from outside. Each fault states which of them it allows. */
public enum Outcome {

    /** The change was refused, and nothing has changed. */
    REFUSED,

    /** The change was made as a whole. */
    MADE,

    /** The change was made; then the runtime took the plugin out by itself. */
    QUARANTINED,

    /** The gateway serves, as before. */
    IN_SERVICE,

    /** The gateway was closed, the reason was shown, and the way back led to service. */
    CLOSED,

    /** The process refused to start, with a message, and the way back led to service. */
    NOT_STARTED,

    /** Never allowed: the set is neither the old nor the new one. */
    HALF_MADE,

    /** Never allowed: a command or the drop folder gave no answer in time. */
    NO_ANSWER,

    /** Never allowed: the process ended by itself while it ran. */
    PROCESS_ENDED,

    /** Never allowed: a start neither ended in service nor in a message. */
    HUNG,

    /** Never allowed: the way back did not lead to service. */
    NO_WAY_BACK
}
