package io.hookline.engine.runner;

/** Says that a value and a contract do not fit each other. */
public final class CodecException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With what does not fit. */
    public CodecException(String message) {
        super(message);
    }

    /** With what does not fit, and the cause. */
    public CodecException(String message, Throwable cause) {
        super(message, cause);
    }
}
