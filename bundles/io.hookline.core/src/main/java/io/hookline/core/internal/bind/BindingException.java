package io.hookline.core.internal.bind;

/** Why a row, or a class that it names, cannot be bound: cause and cure in the operator's words. */
final class BindingException extends Exception {

    private static final long serialVersionUID = 1L;

    BindingException(String message) {
        super(message);
    }

    BindingException(String message, Throwable cause) {
        super(message, cause);
    }
}
