package io.hookline.isolation.wasm.internal.pool;

import io.hookline.isolation.wasm.internal.engine.GuestInstance;
import org.jspecify.annotations.Nullable;

/** One instance of a module, and what its protocol keeps for it. Used by one thread at a time, which holds its place. */
public interface Guest {

    /** The instance. */
    GuestInstance instance();

    /** When it wants to be called again although no call needs it, in ns of {@link System#nanoTime}; null if never. */
    default @Nullable Long nextTick() {
        return null;
    }

    /** Its time has come. */
    default void tick() {}
}
