package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.HookPoint;
import io.hookline.api.PointSpec;
import io.hookline.api.RequiredHookMissingException;
import io.hookline.api.hook.Hook;
import io.hookline.api.hook.HookContext;
import io.hookline.itests.fixture.BundleJar;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** No call bypasses a required hook, not even during the framework's update in place. */
public class RequiredHookIT extends FrameworkTest {

    private static final PointSpec<Hook> GUARDED =
            PointSpec.of("test.guarded", Hook.class).withRequired(List.of("test.guard"));

    @Test
    public void callsWaitForAnUpdateInPlace() throws Exception {
        Bundle guard = installAndStart(BundleJar.plugin("test.guard", "1.0.0", "test.guarded"));
        Queue<String> faults = new ConcurrentLinkedQueue<>();
        AtomicInteger calls = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        try (HookPoint<Hook> point = points().open(GUARDED.withRequiredWait(Duration.ofSeconds(20)))) {
            List<CompletableFuture<Void>> callers = List.of(
                    InThread.run(() -> callUntil(stop, point, faults, calls)),
                    InThread.run(() -> callUntil(stop, point, faults, calls)));
            for (int i = 1; i <= 20; i++) {
                int before = calls.get();
                guard.update(BundleJar.plugin("test.guard", "1." + i + ".0", "test.guarded")
                        .open());
                Awaitility.await().until(() -> calls.get() > before);
            }
            stop.set(true);
            for (CompletableFuture<Void> caller : callers) {
                caller.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    public void callsFailClosedWhileTheRequiredPluginIsMissing() throws Exception {
        Bundle guard = installAndStart(BundleJar.plugin("test.guard", "1.0.0", "test.guarded"));
        AtomicInteger passed = new AtomicInteger();
        try (HookPoint<Hook> point = points().open(GUARDED.withRequiredWait(Duration.ofMillis(50)))) {
            guard.stop();
            assertThat(runtime().chain("test.guarded").orElseThrow().point().missing())
                    .containsExactly("test.guard");
            assertThatThrownBy(() -> point.call().around(HookContext.create(), context -> passed.incrementAndGet()))
                    .isInstanceOf(RequiredHookMissingException.class)
                    .hasMessageContaining("test.guard");
            assertThat(passed).hasValue(0);
            guard.start();
            point.call().around(HookContext.create(), context -> passed.incrementAndGet());
            assertThat(passed).hasValue(1);
        }
    }

    private static void callUntil(
            AtomicBoolean stop, HookPoint<Hook> point, Queue<String> faults, AtomicInteger calls) {
        while (!stop.get()) {
            HookContext context = trailContext();
            try {
                point.call().around(context, passed -> null);
                if (trail(context).size() != 1) {
                    faults.add("slipped through: " + trail(context));
                }
            } catch (Exception e) {
                faults.add(e.toString());
            }
            calls.incrementAndGet();
        }
    }
}
