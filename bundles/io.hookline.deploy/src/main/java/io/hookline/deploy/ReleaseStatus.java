package io.hookline.deploy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the status table.
 *
 * @param name symbolic name of the plugin
 * @param version its version
 * @param state its state
 * @param loadedAt when it was installed; null if it is not
 * @param heartbeat when it was last seen to work: a call of its hooks ended, or its health check passed; null if never
 * @param inFlight calls that are now in a chain of its hooks
 * @param calls how often its hooks were called; a release that was removed keeps its last counts
 * @param failures how many of these calls threw
 * @param p99Nanos the 99th percentile of the slowest of its hooks; 0 if none was timed
 * @param why the reason for its state; empty if there is nothing to say
 */
public record ReleaseStatus(
        String name,
        String version,
        ReleaseState state,
        @Nullable Instant loadedAt,
        @Nullable Instant heartbeat,
        long inFlight,
        long calls,
        long failures,
        long p99Nanos,
        String why) {}
