package io.hookline.api.runtime;

import java.util.List;

/**
 * The chain of a point.
 *
 * @param point the point
 * @param generation the generation that this chain belongs to
 * @param hooks those that a call runs, in order
 * @param standby those that stand by because a newer release of their plugin is in the chain
 */
public record ChainDTO(PointDTO point, long generation, List<HookDTO> hooks, List<HookDTO> standby) {}
