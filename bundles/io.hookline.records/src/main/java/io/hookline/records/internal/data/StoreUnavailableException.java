package io.hookline.records.internal.data;

import org.jspecify.annotations.Nullable;

/** Says that the database cannot be reached now; the message names cause and cure. A later call may succeed. */
public final class StoreUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With cause and cure in the message. */
    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
