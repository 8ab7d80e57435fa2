package io.hookline.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Where a host opens its hook points and enters call scopes.
 *
 * <p>An OSGi service. Points that a bundle opened are closed when the bundle stops or releases the service. Safe for
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
     * Opens a point, and lets in the hooks that were waiting for it. A point that is open already with an equal
     * specification is shared; it closes when its last opener has closed it.
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
     * Enters a scope whose attributes a canary can read. A scope inside it without attributes has the same ones.
     *
     * @param attributes kept until the scope is closed
     */
    CallScope enter(CallAttributes attributes);
}
