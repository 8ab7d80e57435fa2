package io.hookline.core.internal.view;

import io.hookline.api.runtime.GuardDTO;
import io.hookline.api.runtime.HookDTO;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A HookDTO as it was at one moment. */
public record HookView(
        String name,
        String plugin,
        String version,
        long bundleId,
        long serviceId,
        int ranking,
        List<String> before,
        List<String> after,
        long calls,
        long failures,
        @Nullable String lastFailure,
        long inFlight,
        LatencyDTO latency,
        @Nullable GuardDTO guard)
        implements HookDTO {}
