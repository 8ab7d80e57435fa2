package io.hookline.engine.runner;

/** Says why a runner cannot attach a hook, and what to do about it. */
public final class AttachException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With what is wrong and what to do. */
    public AttachException(String message) {
        super(message);
    }

    /** With what is wrong and what to do, and the cause. */
    public AttachException(String message, Throwable cause) {
        super(message, cause);
    }
}
