package io.hookline.benchmarks.contender;

import io.hookline.benchmarks.engine.HooklineEngine;
import io.hookline.benchmarks.hook.AsyncEventHook;
import io.hookline.benchmarks.hook.BenchmarkedHook;
import io.hookline.benchmarks.hook.HookEvent;
import java.util.List;

/**
 * Calls a hook point whose hooks return stages, which are complete when they return, and joins the stage of them all.
 */
final class HooklineAsync implements Contender {

    private final HookPointOf<AsyncEventHook> chain;
    private final AsyncEventHook point;

    HooklineAsync(List<BenchmarkedHook> hooks) {
        this.chain = new HookPointOf<>(HooklineEngine.compiling(), AsyncEventHook.class, hooks);
        this.point = chain.call();
    }

    @Override
    public void call(HookEvent event) {
        point.onAsync(event).toCompletableFuture().join();
    }

    @Override
    public void close() {
        chain.close();
    }
}
