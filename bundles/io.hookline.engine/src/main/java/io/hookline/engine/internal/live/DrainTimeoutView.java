package io.hookline.engine.internal.live;

import io.hookline.api.runtime.StatsDTO;

/** A StatsDTO.DrainTimeoutDTO as it was at one moment. */
public record DrainTimeoutView(String removed, long generation, long waitedMillis, long leasesLeft)
        implements StatsDTO.DrainTimeoutDTO {}
