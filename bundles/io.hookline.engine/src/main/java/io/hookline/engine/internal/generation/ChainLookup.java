package io.hookline.engine.internal.generation;

import io.hookline.api.RequiredHookMissingException;
import io.hookline.engine.internal.chain.Chain;
import java.time.Duration;

/** A hook point as leases see it: its chain in a given generation. */
public interface ChainLookup {

    /**
     * The point's chain.
     *
     * @param route the number of the route that the call takes
     * @throws IllegalStateException if the point is closed
     */
    Chain in(Generation generation, int route);

    /** The point's chain before any hook joined it. */
    Chain initial();

    /** How long a call waits for a required hook. */
    Duration requiredWait();

    /**
     * The chain, if nothing that the point requires is missing in it.
     *
     * @throws RequiredHookMissingException otherwise
     */
    default Chain complete(Generation generation, int route) {
        Chain chain = in(generation, route);
        if (!chain.missing().isEmpty()) {
            throw missingException(chain, "which this call's generation " + generation.number() + " does not have");
        }
        return chain;
    }

    /** The refusal of a call. */
    default RequiredHookMissingException missingException(Chain chain, String detail) {
        return new RequiredHookMissingException(chain.spec().name(), chain.missing(), detail);
    }
}
