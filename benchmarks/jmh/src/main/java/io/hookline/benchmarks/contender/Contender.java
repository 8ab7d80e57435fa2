package io.hookline.benchmarks.contender;

import io.hookline.benchmarks.hook.HookEvent;

/** A way to call a chain of hooks. Safe for use by many threads. */
public interface Contender extends AutoCloseable {

    /** Calls every hook of the chain once. */
    void call(HookEvent event);

    /**
     * The contender as the calling thread uses it, and no other: this one, but for those that need something for each
     * thread. That is closed on the same thread.
     */
    default Contender onThisThread() {
        return this;
    }

    @Override
    default void close() {}
}
