package io.hookline.isolation.process.internal.parent;

/** Fails a call that was in a child when that ended. Whether the hook has finished is not known. */
final class ChildEndedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ChildEndedException(String message) {
        super(message, null, false, false);
    }
}
