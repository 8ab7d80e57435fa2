package io.hookline.audit.internal.buffer;

/**
 * How much the spool takes.
 *
 * @param bytes its largest size on disk
 * @param dropOldest whether the oldest records make room for new ones; otherwise new ones are dropped
 */
public record SpoolLimits(long bytes, boolean dropOldest) {}
