package io.hookline.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A named place in a host's flow, seen as one object of its contract.
 *
 * @param <T> the contract
 */
@ProviderType
public interface HookPoint<T> extends AutoCloseable {

    /** The point's name. */
    String name();

    /**
     * The chain as one object of the contract: always the same one, safe for use by many threads; keep it or ask for it
     * each time. Each call on it runs the hooks of the generation that is current when the call begins, or of the one
     * that the thread's {@link CallScope} began with.
     *
     * <p>Besides what hooks throw, a call on it can throw {@link RequiredHookMissingException} (a required hook stayed
     * away), {@link HookFailedException} (a hook threw what the contract does not declare) and
     * {@link IllegalStateException} (the point is closed).
     */
    T call();

    /**
     * Whether a call would do nothing now: the chain is empty, and no required hook is missing. A host can use it to
     * skip the preparation of a call.
     */
    boolean isEmpty();

    /**
     * Changes the point's policy and requirement in one generation: calls that begin afterwards follow the new ones,
     * and no hook leaves the chain. Does nothing if they are equal.
     *
     * @param spec with the point's own name and contract
     * @throws IllegalStateException if another bundle or release has the point open too, or it is closed
     * @throws IllegalArgumentException if the name or the contract is another one
     */
    void change(PointSpec<T> spec);

    /** Closes the point after the calls in flight have ended, at most for the drain timeout. Idempotent. */
    @Override
    void close();
}
