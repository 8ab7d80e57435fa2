package io.hookline.engine.release;

import java.util.List;

/**
 * What a change would make of one point's chain.
 *
 * @param point its name
 * @param open whether it is open; if not, planned hooks would wait for it
 * @param before names and releases of the hooks now, in order
 * @param after those that there would be
 * @param refused hooks that the order would refuse, each with the reason
 * @param missing names that the point requires, has now, and would not have
 * @param inFlight calls that are in the chain now
 */
public record ChainPreview(
        String point,
        boolean open,
        List<String> before,
        List<String> after,
        List<String> refused,
        List<String> missing,
        long inFlight) {}
