package io.hookline.engine.release;

import io.hookline.api.CallAttributes;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Chooses the calls that a route takes. Asked once for each call scope, or each call outside one; safe for many
 * threads.
 */
@FunctionalInterface
@ConsumerType
public interface CallSelector {

    /** Whether the route takes the call. An exception counts as no. */
    boolean takes(CallAttributes call);
}
