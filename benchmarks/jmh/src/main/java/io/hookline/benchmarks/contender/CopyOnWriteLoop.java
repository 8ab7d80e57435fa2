package io.hookline.benchmarks.contender;

import io.hookline.benchmarks.hook.EventHook;
import io.hookline.benchmarks.hook.HookEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Iterates over a CopyOnWriteArrayList: the usual list of listeners. */
final class CopyOnWriteLoop implements Contender {

    private final CopyOnWriteArrayList<EventHook> hooks;

    CopyOnWriteLoop(List<? extends EventHook> hooks) {
        this.hooks = new CopyOnWriteArrayList<>(hooks);
    }

    @Override
    public void call(HookEvent event) {
        for (EventHook hook : hooks) {
            hook.on(event);
        }
    }
}
