package io.hookline.deploy.internal.store;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the launcher knows of this start of the process and of the one before. Without a launcher nothing is known.
 *
 * @param process identifies this process, or null
 * @param before identifies the process before, or null
 * @param outcome how the start of the process before went
 */
public record LastStart(@Nullable String process, @Nullable String before, Outcome outcome) {

    /** Nothing is known. */
    public static final LastStart UNKNOWN = new LastStart(null, null, Outcome.ENDED);

    /** How a start went. */
    public enum Outcome {
        /** All points were open and served for the proving time. */
        GOOD,
        /** The process ended by itself, or did not serve what its set promises. */
        FAILED,
        /** It ended before that was known, for a reason that is not the set's. */
        ENDED
    }

    /** From the properties that the launcher gives to the framework; null for those that are not set. */
    public static LastStart of(@Nullable String process, @Nullable String before, @Nullable String outcome) {
        if (process == null) {
            return UNKNOWN;
        }
        try {
            return new LastStart(
                    process,
                    before,
                    outcome == null ? Outcome.ENDED : Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return new LastStart(process, before, Outcome.ENDED);
        }
    }
}
