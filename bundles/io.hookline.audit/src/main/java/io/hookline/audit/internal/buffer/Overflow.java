package io.hookline.audit.internal.buffer;

/** What happens to records for which there is no room. */
public enum Overflow {
    /** The oldest ones make room. */
    DROP_OLDEST,
    /** The newest ones are dropped. */
    DROP_NEWEST,
    /**
     * The writer no longer waits until the disk has what it wrote, so that the buffer empties at the speed of memory; a
     * record that finds the buffer full nevertheless is dropped.
     */
    SPILL
}
