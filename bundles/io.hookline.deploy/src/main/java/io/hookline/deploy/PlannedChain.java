package io.hookline.deploy;

import java.util.List;

/**
 * What a plan would make of one point's chain.
 *
 * @param point its name
 * @param open whether the point is open; if not, hooks would wait for it
 * @param before the hooks now, in order, each with its release
 * @param after those that there would be
 * @param inFlight calls that are in the chain now
 * @param notes what else the operator should know: hooks that the order refuses, required hooks that would be missing
 */
public record PlannedChain(
        String point, boolean open, List<String> before, List<String> after, long inFlight, List<String> notes) {}
