package io.hookline.api.runtime;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Counts since the core started. */
@ProviderType
public interface StatsDTO {

    /** The current generation. */
    long generation();

    /** Leases held now, on any generation. */
    long callsInFlight();

    /** How removals learn of calls in flight, and why this way. */
    String leaseMode();

    /** How many chains were compiled. */
    long chainsCompiled();

    /** How many removals waited for calls to end, or found none. */
    long drains();

    /** How many of them gave up waiting. */
    long drainsTimedOut();

    /** The longest wait. */
    long longestDrainMillis();

    /** The latest removals that gave up waiting, newest last. */
    List<DrainTimeoutDTO> recentTimeouts();

    /** Every open point's chain with the counts of its hooks. */
    List<ChainDTO> chains();

    /** A removal that gave up waiting. */
    @ProviderType
    interface DrainTimeoutDTO {

        /** What was removed: hooks with their release, or a point. */
        String removed();

        /** The first generation without it. */
        long generation();

        /** How long it waited. */
        long waitedMillis();

        /** How many calls were still in older generations. */
        long leasesLeft();
    }
}
