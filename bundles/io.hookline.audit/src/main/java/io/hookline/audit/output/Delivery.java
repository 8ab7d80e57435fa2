package io.hookline.audit.output;

import java.time.Duration;
import java.util.Objects;

/** What became of one record. Immutable. */
public sealed interface Delivery {

    /** It has arrived. */
    Delivery DONE = new Done();

    /** It has not arrived, but may if it is tried again, after a pause that the engine chooses. */
    static Delivery retry(String reason) {
        return new Retry(Duration.ZERO, reason);
    }

    /** It has not arrived, and the receiver asked not to be called again before some time has passed. */
    static Delivery retryAfter(Duration pause, String reason) {
        return new Retry(pause, reason);
    }

    /** It will never be taken: it goes to the dead letters. */
    static Delivery rejected(String reason) {
        return new Rejected(reason);
    }

    /** It has arrived. */
    record Done() implements Delivery {}

    /**
     * It may arrive later.
     *
     * @param pause the least time until then; zero if it is not known
     * @param reason why it has not arrived, without secrets
     */
    record Retry(Duration pause, String reason) implements Delivery {

        /** Checks that nothing is null. */
        public Retry {
            Objects.requireNonNull(pause, "pause");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * It will never be taken.
     *
     * @param reason why, without secrets
     */
    record Rejected(String reason) implements Delivery {

        /** Checks that nothing is null. */
        public Rejected {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
