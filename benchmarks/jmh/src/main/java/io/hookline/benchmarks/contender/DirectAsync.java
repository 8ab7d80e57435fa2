package io.hookline.benchmarks.contender;

import io.hookline.benchmarks.hook.AsyncEventHook;
import io.hookline.benchmarks.hook.BenchmarkedHook;
import io.hookline.benchmarks.hook.HookEvent;
import java.util.List;

/** Hand-written calls of eight hooks that return stages, each composed with the next, and a join of the last stage. */
final class DirectAsync implements Contender {

    private final AsyncEventHook hook0;
    private final AsyncEventHook hook1;
    private final AsyncEventHook hook2;
    private final AsyncEventHook hook3;
    private final AsyncEventHook hook4;
    private final AsyncEventHook hook5;
    private final AsyncEventHook hook6;
    private final AsyncEventHook hook7;

    DirectAsync(List<BenchmarkedHook> hooks) {
        hook0 = hooks.get(0);
        hook1 = hooks.get(1);
        hook2 = hooks.get(2);
        hook3 = hooks.get(3);
        hook4 = hooks.get(4);
        hook5 = hooks.get(5);
        hook6 = hooks.get(6);
        hook7 = hooks.get(7);
    }

    @Override
    public void call(HookEvent event) {
        hook0.onAsync(event)
                .thenCompose(done -> hook1.onAsync(event))
                .thenCompose(done -> hook2.onAsync(event))
                .thenCompose(done -> hook3.onAsync(event))
                .thenCompose(done -> hook4.onAsync(event))
                .thenCompose(done -> hook5.onAsync(event))
                .thenCompose(done -> hook6.onAsync(event))
                .thenCompose(done -> hook7.onAsync(event))
                .toCompletableFuture()
                .join();
    }
}
