package io.hookline.shell.session;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a command line.
 *
 * @param status how it ended
 * @param text the result, with line ends; empty if there is none
 * @param failure why it has failed, and what mends that; null if it has not
 */
public record CommandAnswer(Status status, String text, @Nullable String failure) {

    /** How a command ended. */
    public enum Status {

        /** It did what it was asked to do. */
        DONE,

        /** It failed, or was refused. */
        FAILED,

        /** It was interrupted. */
        INTERRUPTED,

        /** There is no command of that name. */
        UNKNOWN,

        /** The role of the caller does not suffice. */
        FORBIDDEN,

        /** What the caller expected to be current is not. */
        CONFLICT
    }
}
