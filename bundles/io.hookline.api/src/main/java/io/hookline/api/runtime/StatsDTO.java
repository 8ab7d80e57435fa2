package io.hookline.api.runtime;

import java.util.List;

/**
 * Counts since the core started.
 *
 * @param generation the current generation
 * @param callsInFlight leases held now, on any generation
 * @param drains how many removals waited for calls to end, or found none
 * @param drainsTimedOut how many of them gave up waiting
 * @param longestDrainMillis the longest wait
 * @param recentTimeouts the latest removals that gave up waiting, newest last
 * @param chains every open point's chain with the counts of its hooks
 */
public record StatsDTO(
        long generation,
        long callsInFlight,
        long drains,
        long drainsTimedOut,
        long longestDrainMillis,
        List<DrainTimeoutDTO> recentTimeouts,
        List<ChainDTO> chains) {

    /**
     * A removal that gave up waiting.
     *
     * @param removed what was removed: hooks with their release, or a point
     * @param generation the first generation without it
     * @param waitedMillis how long it waited
     * @param leasesLeft how many calls were still in older generations
     */
    public record DrainTimeoutDTO(String removed, long generation, long waitedMillis, long leasesLeft) {}
}
