package io.hookline.isolation.wasm.internal.module;

/** Says what is wrong with a manifest, and how to write it. */
public final class ManifestException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With what is wrong and what to write. */
    public ManifestException(String message) {
        super(message);
    }
}
