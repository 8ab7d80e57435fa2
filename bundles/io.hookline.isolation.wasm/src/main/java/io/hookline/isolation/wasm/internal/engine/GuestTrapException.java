package io.hookline.isolation.wasm.internal.engine;

/** Says that an instance has ended in the middle of a call: by a trap, or because its thread was interrupted. */
public class GuestTrapException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int MOST_CHARACTERS = 1_000;

    private final boolean interrupted;

    /** With the reason, and whether it was an interrupt. */
    public GuestTrapException(String message, boolean interrupted) {
        // The module may have written it, as long as its memory.
        super(
                message.length() > MOST_CHARACTERS ? message.substring(0, MOST_CHARACTERS) + "..." : message,
                null,
                false,
                false);
        this.interrupted = interrupted;
    }

    /** Whether the thread was interrupted. */
    public boolean wasInterrupted() {
        return interrupted;
    }
}
