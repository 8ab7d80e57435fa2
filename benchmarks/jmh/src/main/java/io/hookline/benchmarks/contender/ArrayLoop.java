package io.hookline.benchmarks.contender;

import io.hookline.benchmarks.hook.EventHook;
import io.hookline.benchmarks.hook.HookEvent;
import java.util.List;

/** Reads an array from a volatile field and calls its elements in a loop: the simplest list that can change. */
final class ArrayLoop implements Contender {

    private volatile EventHook[] hooks;

    ArrayLoop(List<? extends EventHook> hooks) {
        this.hooks = hooks.toArray(EventHook[]::new);
    }

    @Override
    public void call(HookEvent event) {
        for (EventHook hook : hooks) {
            hook.on(event);
        }
    }
}
