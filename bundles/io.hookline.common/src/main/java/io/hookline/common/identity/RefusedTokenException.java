package io.hookline.common.identity;

/** A token is not accepted. The message is for the log, never for the client, and does not contain the token. */
public final class RefusedTokenException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean unknownKey;

    private RefusedTokenException(String reason, boolean unknownKey) {
        super(reason, null, false, false);
        this.unknownKey = unknownKey;
    }

    /** Refused for good. */
    public RefusedTokenException(String reason) {
        this(reason, false);
    }

    /** Signed with a key that its issuer may have published a moment ago. */
    public static RefusedTokenException unknownKey(String reason) {
        return new RefusedTokenException(reason, true);
    }

    /** Whether newer keys of the issuer might make the token valid. */
    public boolean isUnknownKey() {
        return unknownKey;
    }
}
