package io.hookline.core.internal.view;

import io.hookline.api.runtime.ChainDTO;
import io.hookline.api.runtime.StatsDTO;
import io.hookline.api.runtime.StatsDTO.DrainTimeoutDTO;
import java.util.List;

/** A StatsDTO as it was at one moment. */
public record StatsView(
        long generation,
        long callsInFlight,
        String leaseMode,
        long chainsCompiled,
        long drains,
        long drainsTimedOut,
        long longestDrainMillis,
        List<DrainTimeoutDTO> recentTimeouts,
        List<ChainDTO> chains)
        implements StatsDTO {}
