package io.hookline.faults.ledger;

/**
 * A broken guarantee.
 *
 * @param step the number of the step during which it was seen, from 1
 * @param fault the name of the step's fault
 * @param text what was seen
 */
public record Violation(Kind kind, int step, String fault, String text) {

    /** The guarantees. */
    public enum Kind {

        /** A request without a valid key got an answer, or reached the upstream. */
        OPEN,

        /** A request with a key got another answer than its own. */
        WRONG_ANSWER,

        /** A request with a key got no answer while the process should serve. */
        NO_ANSWER,

        /** A fault ended in a way that it does not allow. */
        OUTCOME,

        /** The gateway did not serve after a fault. */
        NOT_IN_SERVICE,

        /** Desired set, status, chain and responses contradict each other. */
        DISAGREEMENT,

        /** An ordinary change by the drop folder or the shell did not work after a fault. */
        NEXT_CHANGE,

        /** A command failed with an internal error instead of a message. */
        UNCLEAR,

        /** The process did not end in time when told to. */
        NOT_ENDED,

        /** A process or file of the campaign was left. */
        LEFT_BEHIND
    }
}
