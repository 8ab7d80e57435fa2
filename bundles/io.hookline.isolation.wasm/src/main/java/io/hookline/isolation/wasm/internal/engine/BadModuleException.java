package io.hookline.isolation.wasm.internal.engine;

/** Says why a file is no module that can run. */
public final class BadModuleException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With what is wrong. */
    public BadModuleException(String message, Throwable cause) {
        super(message, cause);
    }
}
