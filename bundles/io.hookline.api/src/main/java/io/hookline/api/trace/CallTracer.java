package io.hookline.api.trace;

import io.hookline.api.CallAttributes;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides which call scopes are observed. Publish it as an OSGi service; of several, the one with the highest ranking
 * is asked. While there is one, entering a scope asks it; calls in scopes that it does not observe cost what they cost
 * without it.
 *
 * <p>Called by the threads that enter scopes, by many at once. It must be quick, and never block.
 */
@ConsumerType
@FunctionalInterface
public interface CallTracer {

    /**
     * A scope was entered.
     *
     * @param attributes what the host states about the call: the object that it gave, such as the gateway's exchange
     * @return what is told of the calls in the scope; null if they are of no interest. If it throws, that is logged,
     *     and the scope is not observed
     */
    @Nullable
    CallObserver observe(CallAttributes attributes);
}
