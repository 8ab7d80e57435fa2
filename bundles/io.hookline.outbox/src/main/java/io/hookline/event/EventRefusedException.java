package io.hookline.event;

/** Thrown by a hook for an event that it can never handle. The event becomes a dead letter at once. */
public final class EventRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With the reason and the remedy, for an operator. */
    public EventRefusedException(String message) {
        super(message);
    }
}
