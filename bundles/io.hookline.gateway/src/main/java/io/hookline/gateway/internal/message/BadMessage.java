package io.hookline.gateway.internal.message;

/** A message that breaks the protocol or a limit. Has no stack trace: clients cause it at will. */
public final class BadMessage extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * A message that is refused.
     *
     * @param status what a client gets that sent it as a request
     * @param message what is wrong; for the log, without values that the peer sent
     */
    public BadMessage(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** A request that breaks the protocol's grammar; status 400. */
    static BadMessage malformed(String message) {
        return new BadMessage(400, message);
    }

    /** The status for the client, if the message was a request. */
    public int status() {
        return status;
    }

    /** What is wrong. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
