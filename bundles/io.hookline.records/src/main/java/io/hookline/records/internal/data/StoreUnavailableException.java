package io.hookline.records.internal.data;

import org.jspecify.annotations.Nullable;

/** Thrown when the database cannot be reached; the message names the cause and the remedy. A later call may succeed. */
public final class StoreUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With the cause and the remedy in the message. */
    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
