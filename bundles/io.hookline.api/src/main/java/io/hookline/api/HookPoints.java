package io.hookline.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Where a host opens its hook points and enters call scopes.
 *
 * <p>An OSGi service. Points that a bundle opened are closed when the bundle stops or lets go of the service. Safe for
 * use by many threads.
 */
@ProviderType
public interface HookPoints {

    /**
     * Opens a point with the default policy: see {@link PointSpec#of}.
     *
     * @throws ContractException if the contract's methods do not state how they are composed
     * @throws IllegalStateException if a point of that name is open with another contract or policy
     */
    <T> HookPoint<T> open(String name, Class<T> contract);

    /**
     * Opens a point, and lets hooks in that were waiting for it. A point that is open already with an equal
     * specification is shared; it closes when the last one who opened it has closed it.
     *
     * @throws ContractException if the contract's methods do not state how they are composed
     * @throws IllegalStateException if a point of that name is open with another contract or policy
     */
    <T> HookPoint<T> open(PointSpec<T> spec);

    /**
     * Enters a scope on the calling thread: all calls on any point until it is closed see one generation. Inside
     * another scope or a hook's call it continues that one's generation.
     */
    CallScope enter();

    /**
     * Enters a scope of which a canary may ask what call it is for. A scope inside it that tells nothing is for the same.
     *
     * @param attributes kept until the scope is closed
     */
    CallScope enter(CallAttributes attributes);
}
