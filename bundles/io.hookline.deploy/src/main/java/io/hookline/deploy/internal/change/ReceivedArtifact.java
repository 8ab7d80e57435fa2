package io.hookline.deploy.internal.change;

import io.hookline.deploy.Artifact;
import java.nio.file.Path;

/**
 * A release that was verified and lies in the store.
 *
 * @param artifact what it is
 * @param jar where it lies
 * @param size in bytes
 */
public record ReceivedArtifact(Artifact artifact, Path jar, long size) {}
