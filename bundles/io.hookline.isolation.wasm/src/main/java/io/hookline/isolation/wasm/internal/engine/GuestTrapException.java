package io.hookline.isolation.wasm.internal.engine;

/** Says that an instance has ended in the middle of a call: by a trap, or because its thread was interrupted. */
public class GuestTrapException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean interrupted;

    /** With the reason, and whether it was an interrupt. */
    public GuestTrapException(String message, boolean interrupted) {
        super(message, null, false, false);
        this.interrupted = interrupted;
    }

    /** Whether the thread was interrupted. */
    public boolean wasInterrupted() {
        return interrupted;
    }
}
