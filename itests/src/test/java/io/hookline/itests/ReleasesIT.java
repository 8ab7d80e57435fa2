package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.CallScope;
import io.hookline.api.HookPoint;
import io.hookline.api.hook.Hook;
import io.hookline.api.hook.HookContext;
import io.hookline.itests.fixture.BundleJar;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** Two releases of a plugin side by side: one is called, the other is on standby, and a swap loses no call. */
public class ReleasesIT extends FrameworkTest {

    private static final String EVENT = "test.releases";

    @Test
    public void theNewReleaseReplacesTheOldOneUntilItIsRemoved() throws Exception {
        installAndStart(BundleJar.plugin("test.a", "1.0.0", EVENT));
        Bundle next = installAndStart(BundleJar.plugin("test.a", "1.1.0", EVENT));
        assertThat(trigger(EVENT)).containsExactly("test.a@1.1.0");
        assertThat(runtime().chain(EVENT).orElseThrow().standby())
                .singleElement()
                .satisfies(hook -> assertThat(hook.version()).isEqualTo("1.0.0"));
        next.stop();
        assertThat(trigger(EVENT)).containsExactly("test.a@1.0.0");
    }

    @Test
    public void aSwapUnderLoadLosesNoCallAndRepeatsNone() throws Exception {
        Bundle current = installAndStart(BundleJar.plugin("test.a", "1.0.0", EVENT));
        Queue<String> faults = new ConcurrentLinkedQueue<>();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        AtomicBoolean stop = new AtomicBoolean();
        List<CompletableFuture<Void>> callers = List.of(
                InThread.run(() -> callUntil(stop, faults, seen)), InThread.run(() -> callUntil(stop, faults, seen)));
        for (int i = 1; i <= 20; i++) {
            Bundle next = installAndStart(BundleJar.plugin("test.a", "1." + i + ".0", EVENT));
            String served = "test.a@1." + i + ".0";
            Awaitility.await().until(() -> seen.contains(served));
            current.uninstall();
            current = next;
        }
        stop.set(true);
        for (CompletableFuture<Void> caller : callers) {
            caller.get(60, TimeUnit.SECONDS);
        }
        assertThat(faults).isEmpty();
        assertThat(seen).contains("test.a@1.0.0", "test.a@1.20.0");
    }

    @Test
    public void oneScopeSeesOneReleaseThroughout() throws Exception {
        Bundle old = installAndStart(BundleJar.plugin("test.a", "1.0.0", EVENT));
        try (HookPoint<Hook> point = points().open(EVENT, Hook.class)) {
            CompletableFuture<Void> removal;
            HookContext context = trailContext();
            try (CallScope scope = points().enter()) {
                point.call().before(context);
                long generation = scope.generation();
                installAndStart(BundleJar.plugin("test.a", "2.0.0", EVENT));
                removal = InThread.run(old::uninstall);
                point.call().before(context);
                assertThat(scope.generation()).isEqualTo(generation);
                assertThat(removal).isNotDone();
            }
            removal.get(60, TimeUnit.SECONDS);
            point.call().before(context);
            assertThat(trail(context)).containsExactly("test.a@1.0.0", "test.a@1.0.0", "test.a@2.0.0");
        }
    }

    private void callUntil(AtomicBoolean stop, Queue<String> faults, Set<String> seen) {
        while (!stop.get()) {
            try {
                List<String> trail = trigger(EVENT);
                if (trail.size() != 1) {
                    faults.add("called " + trail);
                }
                seen.addAll(trail);
            } catch (Exception e) {
                faults.add(e.toString());
            }
        }
    }
}
