package io.hookline.sql.hook;

/** Thrown by a hook that refuses a statement. */
public final class StatementRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the reason, for the caller: no secret, no value of another caller. */
    public StatementRefusedException(String message) {
        super(message);
    }
}
