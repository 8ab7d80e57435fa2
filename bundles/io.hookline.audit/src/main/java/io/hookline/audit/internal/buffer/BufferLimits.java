package io.hookline.audit.internal.buffer;

/**
 * How much waits in memory, and for how long.
 *
 * @param records how many records wait at most
 * @param bytes how many bytes they have at most, about
 * @param overflow what happens to records for which there is no room
 * @param flushRecords how many records are written at once at most; so many are written at once
 * @param flushBytes the same in bytes
 * @param flushMillis how long a record waits for others
 */
public record BufferLimits(
        int records, long bytes, Overflow overflow, int flushRecords, long flushBytes, long flushMillis) {}
