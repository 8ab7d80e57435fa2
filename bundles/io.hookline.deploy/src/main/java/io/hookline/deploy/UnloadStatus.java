package io.hookline.deploy;

import java.time.Instant;
import java.util.List;

/**
 * What became of the classes of a removed release.
 *
 * @param release name and version
 * @param removedAt when it was removed
 * @param state GONE: its class loader was collected; WATCHED: not yet; HELD: it has survived collections
 * @param holders what holds it, one sentence each with the remedy
 * @param blind what could not be inspected, and the JVM option that would change that
 */
public record UnloadStatus(String release, Instant removedAt, String state, List<String> holders, List<String> blind) {}
