package io.hookline.deploy.artifact;

import java.time.Duration;

/**
 * How large a file may be, and how long its verification may take.
 *
 * @param bytes size of the file; deploy itself refuses a larger one
 * @param unpackedBytes sum of all content that unpacking the file yields
 * @param depth how many archives may be nested within each other
 * @param time how long {@link ArtifactType#recognises} and {@link ArtifactType#verify} may take together; deploy itself
 *     gives up then
 */
public record ArtifactLimits(long bytes, long unpackedBytes, int depth, Duration time) {}
