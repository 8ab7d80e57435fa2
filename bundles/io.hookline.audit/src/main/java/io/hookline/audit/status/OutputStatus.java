package io.hookline.audit.status;

import java.time.Duration;

/**
 * An output. The counts begin with the process.
 *
 * @param name its name
 * @param state what it does
 * @param position the sequence of the first record that it has not passed
 * @param lag how many records of the spool it has not passed; those for other outputs count as well
 * @param oldest how long the oldest of them has been in the spool; zero if there is none
 * @param sent how many records were delivered
 * @param retried how many deliveries of a record have failed and were or will be repeated
 * @param rejected how many records were rejected for good
 * @param dropped how many records were lost: the spool or the dead letters were full, or the disk is damaged
 * @param deadLetterBytes the size of its dead letters
 * @param problem why it fails now; empty if it does not
 */
public record OutputStatus(
        String name,
        OutputState state,
        long position,
        long lag,
        Duration oldest,
        long sent,
        long retried,
        long rejected,
        long dropped,
        long deadLetterBytes,
        String problem) {}
