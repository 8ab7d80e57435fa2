package io.hookline.api;

import io.hookline.api.hook.Hook;
import io.hookline.api.hook.HookContext;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The simple API for hooks: register them by event name, trigger the event. No declaration, no component.
 *
 * <p>An OSGi service. An event is a hook point with the contract {@link Hook}, opened by its first use; hooks that
 * plugins publish as services with {@code hook.at=<event>} are in the same chain. A bundle that has triggered a
 * thousand events gets points for further ones only once a hook names them, so names may come from data. What a bundle
 * registered is removed when the bundle stops. Inside another hook's call, or in a {@link CallScope}, a trigger sees
 * the generation with which that call began, and so no hook that was registered later. Safe for use by many threads.
 */
@ProviderType
public interface HookRegistry {

    /**
     * Registers a hook with ranking 0. Hooks of equal ranking run in the order of their registration.
     *
     * @throws IllegalStateException if the event names a point that is open with another contract, or the bundle has
     *     released the registry
     */
    default Registration register(String event, Hook hook) {
        return register(event, hook, 0);
    }

    /**
     * Registers a hook; it is called from the first trigger that begins after this method has returned.
     *
     * @param ranking higher runs earlier
     * @throws IllegalStateException if the event names a point that is open with another contract, or the bundle has
     *     released the registry
     */
    Registration register(String event, Hook hook, int ranking);

    /**
     * Tells all hooks of the event: {@code before} in order, then {@code after} in reverse.
     *
     * @throws Exception what a hook threw
     */
    default void trigger(String event, HookContext context) throws Exception {
        call(event, context, () -> null);
    }

    /**
     * Runs the action with the event's hooks around it and returns its result.
     *
     * @throws Exception what the action or a hook threw
     */
    <R extends @Nullable Object> R call(String event, HookContext context, Callable<R> action) throws Exception;
}
