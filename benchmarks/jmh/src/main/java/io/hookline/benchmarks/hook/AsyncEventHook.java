package io.hookline.benchmarks.hook;

import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import java.util.concurrent.CompletionStage;

/** The asynchronous contract: something that is told of an event, and says when it is done. */
public interface AsyncEventHook {

    /** Tells it. */
    @Compose(Composition.NOTIFY)
    CompletionStage<Void> onAsync(HookEvent event);
}
