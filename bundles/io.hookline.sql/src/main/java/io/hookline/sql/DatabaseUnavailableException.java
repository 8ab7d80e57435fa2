package io.hookline.sql;

import org.jspecify.annotations.Nullable;

/** Thrown when a database cannot be reached; the message names the cause and the remedy. A later call may succeed. */
public final class DatabaseUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With the cause and the remedy in the message. */
    public DatabaseUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
