package io.hookline.benchmarks.contender;

import io.hookline.benchmarks.hook.HookEvent;

/** A way to call a chain of hooks. Safe for use by many threads. */
public interface Contender extends AutoCloseable {

    /** Calls every hook of the chain once. */
    void call(HookEvent event);

    /**
     * The contender for the calling thread only: this object, unless the contender needs a state for each
     * thread. The state is closed on the same thread.
     */
    default Contender onThisThread() {
        return this;
    }

    @Override
    default void close() {}
}
