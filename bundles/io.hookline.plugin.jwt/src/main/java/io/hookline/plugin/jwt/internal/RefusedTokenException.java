package io.hookline.plugin.jwt.internal;

/** A token is not accepted. The message is for the log, never for the client, and does not contain the token. */
final class RefusedTokenException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean unknownKey;

    private RefusedTokenException(String reason, boolean unknownKey) {
        super(reason, null, false, false);
        this.unknownKey = unknownKey;
    }

    /** Refused for good. */
    RefusedTokenException(String reason) {
        this(reason, false);
    }

    /** Signed with a key that its issuer may have published a moment ago. */
    static RefusedTokenException unknownKey(String reason) {
        return new RefusedTokenException(reason, true);
    }

    /** Whether newer keys of the issuer might make the token valid. */
    boolean isUnknownKey() {
        return unknownKey;
    }
}
