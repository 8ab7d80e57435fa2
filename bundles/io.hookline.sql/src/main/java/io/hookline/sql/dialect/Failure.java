package io.hookline.sql.dialect;

/** The kinds of failures of statements that callers tell apart. */
public enum Failure {

    /** A row with this key exists already. */
    UNIQUE_VIOLATION(false),

    /** The statement or its data: another constraint, a value that does not fit, syntax, rights. */
    STATEMENT(false),

    /** Two transactions waited for each other, and the database ended this one. */
    DEADLOCK(true),

    /** The transaction cannot be put in an order with those beside it. */
    SERIALIZATION(true),

    /** A lock was not free in time. */
    LOCK_TIMEOUT(true),

    /** The statement was ended because it took too long, or it was cancelled. */
    CANCELLED(false),

    /** The connection is lost, or the database does not accept statements. */
    CONNECTION_LOST(true),

    /** Anything else. */
    OTHER(false);

    private final boolean transientFailure;

    Failure(boolean transientFailure) {
        this.transientFailure = transientFailure;
    }

    /** Whether the same transaction may succeed when it is tried again. */
    public boolean isTransient() {
        return transientFailure;
    }

    /** Whether statement and data are the cause, so that the connection is sound. */
    public boolean isOfStatement() {
        return this == UNIQUE_VIOLATION || this == STATEMENT;
    }
}
