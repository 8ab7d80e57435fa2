package io.hookline.isolation.wasm.internal.pool;

/** Says why no instance can take a call. */
public final class NoGuestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the reason. */
    public NoGuestException(String message) {
        super(message, null, false, false);
    }
}
