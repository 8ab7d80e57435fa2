package io.hookline.torture.internal;

/** Thrown when an operation did not end as expected. */
final class OperationFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OperationFailedException(String message) {
        super(message);
    }

    OperationFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
