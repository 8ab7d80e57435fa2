package io.hookline.faults.ledger;

/** What a request's outcome means. */
public enum CallVerdict {

    /** The right answer to a request with a key. */
    RIGHT,

    /** A clear refusal: a status from 400 to 499. */
    REFUSED,

    /** The gateway was closed or failed: a status from 500 on. */
    CLOSED,

    /** No answer while the process was down, starting or ending. */
    DOWN,

    /** Violation: no answer while the process should serve. */
    NO_ANSWER,

    /** Violation: the answer to something else. */
    WRONG_ANSWER,

    /** Violation: a request without a valid key was let through. */
    OPEN;

    /** Judges a request. */
    public static CallVerdict of(CallObservation seen) {
        if (seen.status() == 0) {
            return seen.steady() ? NO_ANSWER : DOWN;
        }
        if (seen.status() >= 500) {
            return CLOSED;
        }
        if (seen.status() >= 400) {
            return REFUSED;
        }
        if (!seen.hasKey()) {
            return OPEN;
        }
        return seen.status() == 200 && seen.isOwnAnswer() ? RIGHT : WRONG_ANSWER;
    }
}
