package io.hookline.core.internal.generation;

import io.hookline.api.RequiredHookMissingException;
import io.hookline.core.internal.chain.Chain;
import java.time.Duration;
import java.util.List;

/** A hook point as leases see it: its chain in a given generation. */
public interface PointChain {

    /**
     * The point's chain.
     *
     * @throws IllegalStateException if the point is closed
     */
    Chain in(Generation generation);

    /** How long a call waits for a required hook. */
    Duration requiredWait();

    /** Until when calls on a generation wait for the required hooks that it lacks, by {@link System#nanoTime()}. */
    default long waitUntilNanos(Generation generation) {
        return in(generation).missingSinceNanos() + requiredWait().toNanos();
    }

    /** The required hooks that a generation lacks. */
    default List<String> missing(Generation generation) {
        return in(generation).missing();
    }

    /**
     * The chain, if nothing that the point requires is missing in it.
     *
     * @throws RequiredHookMissingException otherwise
     */
    default Chain complete(Generation generation) {
        Chain chain = in(generation);
        if (!chain.missing().isEmpty()) {
            throw missingException(
                    generation, "which this call's generation " + generation.number() + " does not have");
        }
        return chain;
    }

    /** The refusal of a call. */
    default RequiredHookMissingException missingException(Generation generation, String detail) {
        Chain chain = in(generation);
        return new RequiredHookMissingException(chain.spec().name(), chain.missing(), detail);
    }
}
