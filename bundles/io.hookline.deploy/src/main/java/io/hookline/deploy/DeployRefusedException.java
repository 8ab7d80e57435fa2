package io.hookline.deploy;

import java.util.List;

/** Says that a change was refused, and that nothing has changed: the kind, the cause, and the remedy. */
public final class DeployRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String text;
    private final DeployRefusal refusal;
    private final List<String> details;

    /** With the cause and the remedy in the message. */
    public DeployRefusedException(DeployRefusal refusal, String message) {
        this(refusal, message, List.of());
    }

    /**
     * With the cause and the remedy in the message, and what led to it.
     *
     * @param details one finding each, to be shown below the message
     */
    public DeployRefusedException(DeployRefusal refusal, String message, List<String> details) {
        super(message);
        this.text = message;
        this.refusal = refusal;
        this.details = List.copyOf(details);
    }

    /** The cause and the remedy. */
    @Override
    public String getMessage() {
        return text;
    }

    /** The kind of refusal. */
    public DeployRefusal refusal() {
        return refusal;
    }

    /** What led to it, one finding each; unmodifiable, may be empty. */
    public List<String> details() {
        return details;
    }
}
