package io.hookline.engine.internal.chain;

import io.hookline.api.hook.Next;
import org.jspecify.annotations.Nullable;

/** Calls one hook of a chain where the hook wraps the rest of it. */
public interface HookCaller {

    /**
     * Calls an AROUND method on one hook.
     *
     * @param method the method's index
     * @param at the hook's position among those of the method
     * @param argument the first argument
     * @param further those between the first and the last
     * @param rest what is behind the hook, the last argument
     * @throws Throwable what the hook threw
     */
    @Nullable
    Object callAround(int method, int at, @Nullable Object argument, @Nullable Object[] further, Next<?, ?> rest)
            throws Throwable;
}
