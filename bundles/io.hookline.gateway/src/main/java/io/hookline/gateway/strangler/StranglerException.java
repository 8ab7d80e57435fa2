package io.hookline.gateway.strangler;

/** Thrown when a migration cannot be changed. The message says why and what to do. */
public final class StranglerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a sentence for the user. */
    public StranglerException(String message) {
        super(message);
    }

    /** With a sentence for the user, and the cause. */
    public StranglerException(String message, Throwable cause) {
        super(message, cause);
    }
}
