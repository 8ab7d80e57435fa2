package io.hookline.engine.release;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One point's chain as a change would leave it.
 *
 * @param point its name
 * @param open whether it is open; if not, planned hooks would wait for it
 * @param before names and releases of the hooks now, in order
 * @param after names and releases of the hooks after the change
 * @param refused hooks that the order would refuse, each with the reason
 * @param missing names that the point requires and has now, but would no longer have
 * @param inFlight calls that are in the chain now
 * @param mismatched planned hooks that the point would refuse because they do not fit its contract, each with the
 *     reason
 * @param nearest if it is not open, the open point that may have been meant, or null
 */
public record ChainPreview(
        String point,
        boolean open,
        List<String> before,
        List<String> after,
        List<String> refused,
        List<String> missing,
        long inFlight,
        List<String> mismatched,
        @Nullable String nearest) {

    /** The chain of a point whose planned hooks all fit the contract, as far as is known. */
    public ChainPreview(
            String point,
            boolean open,
            List<String> before,
            List<String> after,
            List<String> refused,
            List<String> missing,
            long inFlight) {
        this(point, open, before, after, refused, missing, inFlight, List.of(), null);
    }
}
