package io.hookline.sql.statement;

/** What a select does with the rows that it finds. */
public enum Lock {

    /** Nothing. */
    NONE,

    /** It locks them until the transaction ends, and waits for those that others have locked. */
    UPDATE,

    /** It locks them until the transaction ends, and leaves out those that others have locked. */
    UPDATE_SKIP_LOCKED
}
