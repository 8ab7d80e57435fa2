package io.hookline.api.hook;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The rest of the chain as seen by a hook that wraps it; the last parameter of an {@link Composition#AROUND} method.
 *
 * <p>For the host's caller it is the action itself. A hook calls it once to go on, not at all to answer itself, or more
 * than once to retry. It is valid until the hook's method returns, on the thread that entered it.
 *
 * @param <A> type of the contract method's first parameter, which a hook may replace for those behind it
 * @param <R> type of the result
 */
@FunctionalInterface
@ConsumerType
public interface Next<A extends @Nullable Object, R extends @Nullable Object> {

    /**
     * Goes on with the rest of the chain.
     *
     * @param argument the first argument for the hooks behind this one and for the action
     * @throws Exception what a later hook or the action threw, unchanged
     */
    R proceed(A argument) throws Exception;
}
