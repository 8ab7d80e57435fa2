package io.hookline.api.runtime;

import java.util.List;

/**
 * Counts since the core started.
 *
 * @param generation the current generation
 * @param callsInFlight leases held now, on any generation
 * @param leaseMode how removals detect calls in flight, and the reason for that mode, in words
 * @param chainsCompiled how many chains were compiled
 * @param drains how many removals drained, including those that found no call to wait for
 * @param drainsTimedOut how many of them gave up waiting
 * @param longestDrainMillis the longest wait
 * @param recentTimeouts the latest drains that gave up waiting, newest last
 * @param chains every open point's chain with the counts of its hooks
 */
public record RuntimeStats(
        long generation,
        long callsInFlight,
        String leaseMode,
        long chainsCompiled,
        long drains,
        long drainsTimedOut,
        long longestDrainMillis,
        List<DrainTimeout> recentTimeouts,
        List<ChainStatus> chains) {

    /** Copies the lists. */
    public RuntimeStats {
        recentTimeouts = List.copyOf(recentTimeouts);
        chains = List.copyOf(chains);
    }

    /**
     * A drain that gave up waiting.
     *
     * @param removed what was removed: hooks with their release, or a point
     * @param generation the first generation without it
     * @param waitedMillis how long it waited
     * @param leasesLeft how many calls were still in older generations
     */
    public record DrainTimeout(String removed, long generation, long waitedMillis, long leasesLeft) {}
}
