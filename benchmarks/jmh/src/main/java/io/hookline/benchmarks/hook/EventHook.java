package io.hookline.benchmarks.hook;

import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;

/** The contract: receives an event. */
public interface EventHook {

    /** Receives the event. Called by many threads at once, with an event that belongs to the calling thread. */
    @Compose(Composition.NOTIFY)
    void on(HookEvent event);
}
