package io.hookline.audit.status;

/**
 * The buffer and the spool. The counts begin with the process.
 *
 * @param waiting how many records wait in memory
 * @param accepted how many records the buffer has taken
 * @param droppedOldest how many left the full buffer for newer ones
 * @param droppedNewest how many found the buffer full
 * @param unrouted how many no route has taken
 * @param written how many were written to the spool
 * @param dropped how many were dropped because the spool was full, or they cannot be stored
 * @param records how many records are in the spool
 * @param bytes its size on disk
 * @param segments how many files it has
 * @param first the sequence of its oldest record
 * @param folder where it is
 * @param problem why the disk refuses now; empty if it does not
 */
public record SpoolStatus(
        int waiting,
        long accepted,
        long droppedOldest,
        long droppedNewest,
        long unrouted,
        long written,
        long dropped,
        long records,
        long bytes,
        int segments,
        long first,
        String folder,
        String problem) {}
