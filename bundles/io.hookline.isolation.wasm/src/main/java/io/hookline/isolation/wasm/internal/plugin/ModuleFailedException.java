package io.hookline.isolation.wasm.internal.plugin;

/** Says how a module has failed in a call. */
public final class ModuleFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With what happened. */
    public ModuleFailedException(String message) {
        super(message, null, false, false);
    }
}
