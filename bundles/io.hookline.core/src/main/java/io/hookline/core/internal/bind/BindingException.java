package io.hookline.core.internal.bind;

/** Why a row, or a class that it names, cannot be bound: with the cause and the fix, for the operator. */
final class BindingException extends Exception {

    private static final long serialVersionUID = 1L;

    BindingException(String message) {
        super(message);
    }

    BindingException(String message, Throwable cause) {
        super(message, cause);
    }
}
