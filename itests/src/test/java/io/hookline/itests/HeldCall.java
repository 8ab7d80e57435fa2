package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.HookRegistry;
import io.hookline.api.hook.HookContext;
import io.hookline.itests.fixture.FixturePlugin;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A call that waits inside its first hook until the test continues it. */
final class HeldCall {

    private final CountDownLatch gate = new CountDownLatch(1);
    private final HookContext context;
    private final CompletableFuture<Void> done;

    private HeldCall(HookRegistry registry, String event, HookContext context) throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        this.context = context;
        context.put(FixturePlugin.ENTERED, entered);
        context.put(FixturePlugin.GATE, gate);
        this.done = InThread.run(() -> registry.trigger(event, context));
        assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
    }

    /** Starts a call and returns when it is inside a hook. */
    static HeldCall into(HookRegistry registry, String event, HookContext context) throws InterruptedException {
        return new HeldCall(registry, event, context);
    }

    /** Continues the call and returns the names of its hooks; fails if the call failed. */
    List<String> release() throws Exception {
        gate.countDown();
        done.get(60, TimeUnit.SECONDS);
        return FrameworkTest.trail(context);
    }
}
