package io.hookline.benchmarks.hook;

import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import java.io.IOException;

/** A contract whose method declares a checked exception. */
public interface CheckedHook {

    /** Receives the event. Called by many threads at once, with an event that belongs to the calling thread. */
    @Compose(Composition.NOTIFY)
    void on(HookEvent event) throws IOException;
}
