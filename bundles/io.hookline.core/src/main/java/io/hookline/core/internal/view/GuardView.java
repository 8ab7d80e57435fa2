package io.hookline.core.internal.view;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.runtime.GuardDTO;

/** A GuardDTO as it was at one moment. */
public record GuardView(
        String name,
        String plugin,
        String version,
        String point,
        ErrorPolicy errorPolicy,
        String isolation,
        String limits,
        String breaker,
        String reason,
        long probeInMillis,
        long refusedCalls,
        int hanging,
        double cpuPercent,
        double allocatedMegabytes)
        implements GuardDTO {}
