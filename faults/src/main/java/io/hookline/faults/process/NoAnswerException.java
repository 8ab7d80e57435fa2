package io.hookline.faults.process;

/** A command of the shell got no usable answer. */
public final class NoAnswerException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With what happened. */
    public NoAnswerException(String message) {
        super(message);
    }

    /** With what happened and why. */
    public NoAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
