package io.hookline.plugin.policy.json;

/** Says why a policy is refused, where, and what to do; in words for an operator. */
public final class PolicyException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With the cause and the remedy. */
    public PolicyException(String message) {
        super(message);
    }

    /** The same at a place of the file. */
    public PolicyException(Place place, String message) {
        super(place + ": " + message);
    }

    /** The message, which is always there. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
