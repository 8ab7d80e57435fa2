package io.hookline.torture.internal;

/** Says that an operation had another end than it was to have. */
final class OperationFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OperationFailedException(String message) {
        super(message);
    }

    OperationFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
