package io.hookline.benchmarks.hook;

import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import java.util.concurrent.CompletionStage;

/** The asynchronous contract: receives an event and returns a stage that completes when it is done. */
public interface AsyncEventHook {

    /** Receives the event. */
    @Compose(Composition.NOTIFY)
    CompletionStage<Void> onAsync(HookEvent event);
}
