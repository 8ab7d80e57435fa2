package io.hookline.faults.fault;

/** How a process is told to end. */
public enum EndKind {

    /** Kill, as {@code kill -9}. */
    KILL,

    /** The signal TERM. */
    TERM,

    /** The command {@code exit}. */
    EXIT,

    /** The end of standard input. */
    END_OF_INPUT
}
