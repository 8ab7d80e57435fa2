package io.hookline.benchmarks.hook;

import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;

/** A contract with parameters of primitive types: receives an event and numbers. */
public interface PrimitiveHook {

    /** Receives the event. Called by many threads at once, with an event that belongs to the calling thread. */
    @Compose(Composition.NOTIFY)
    void on(HookEvent event, int kind, long time, double weight);
}
