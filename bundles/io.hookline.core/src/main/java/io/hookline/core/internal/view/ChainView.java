package io.hookline.core.internal.view;

import io.hookline.api.runtime.ChainDTO;
import io.hookline.api.runtime.HookDTO;
import io.hookline.api.runtime.PointDTO;
import io.hookline.api.runtime.RouteDTO;
import java.util.List;

/** A ChainDTO as it was at one moment. */
public record ChainView(
        PointDTO point,
        long generation,
        boolean compiled,
        List<HookDTO> hooks,
        List<HookDTO> standby,
        List<RouteDTO> routes)
        implements ChainDTO {}
