package io.hookline.engine;

import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;

/** A hook that was registered with an engine. Safe for use by many threads. */
@ProviderType
public interface HookRegistration extends AutoCloseable {

    /**
     * Takes note that the hook's description may have changed, and rebuilds its chains if it has.
     *
     * @param current reads the description; called under the engine's lock, so that of several changes the last one
     *     counts
     */
    void update(Supplier<HookInfo> current);

    /**
     * Removes the hook. Returns when no call is in it any more, at the latest after the drain timeout. A call that
     * removes its own hook does not wait for itself. Does nothing the second time.
     */
    @Override
    void close();
}
