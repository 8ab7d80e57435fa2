package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.hook.HookContext;
import io.hookline.itests.fixture.BundleJar;
import io.hookline.itests.fixture.FixturePlugin;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** The framework's own commands wait for calls in flight. */
public class DrainIT extends FrameworkTest {

    private static final String EVENT = "test.drain";

    @Test
    public void stopWaitsForTheCallInFlight() throws Exception {
        drains(Bundle::stop, "test.a@1.0.0");
    }

    @Test
    public void uninstallWaitsForTheCallInFlight() throws Exception {
        drains(Bundle::uninstall, "test.a@1.0.0");
    }

    @Test
    public void updateWaitsForTheCallInFlight() throws Exception {
        drains(
                bundle ->
                        bundle.update(BundleJar.plugin("test.a", "1.1.0", EVENT).open()),
                "test.a@1.0.0");
        assertThat(trigger(EVENT)).containsExactly("test.a@1.1.0");
    }

    @Test
    public void aCallInFlightMayLoadAClassLateWhileItsBundleIsUninstalled() throws Exception {
        Bundle plugin = installAndStart(BundleJar.plugin("test.a", "1.0.0", EVENT));
        HookContext context = trailContext();
        context.put(FixturePlugin.LATE_CLASS, true);
        HeldCall call = HeldCall.into(registry(), EVENT, context);
        CompletableFuture<Void> removal = inBackground(plugin, Bundle::uninstall);
        awaitLeft();
        assertThat(removal).isNotDone();
        assertThat(call.release()).containsExactly("late test.a@1.0.0");
        removal.get(60, TimeUnit.SECONDS);
    }

    @Test
    public void aCallThatStopsItsOwnPluginDoesNotWaitForItself() throws Exception {
        Bundle plugin = installAndStart(BundleJar.plugin("test.a", "1.0.0", EVENT));
        long timeouts = runtime().stats().drainsTimedOut();
        HookContext context = trailContext();
        context.put(FixturePlugin.STOP_YOURSELF, true);
        registry().trigger(EVENT, context);
        assertThat(trail(context)).containsExactly("test.a@1.0.0");
        assertThat(plugin.getState()).isEqualTo(Bundle.RESOLVED);
        assertThat(runtime().stats().drainsTimedOut()).isEqualTo(timeouts);
    }

    private void drains(Change change, String expected) throws Exception {
        Bundle plugin = installAndStart(BundleJar.plugin("test.a", "1.0.0", EVENT));
        HeldCall call = HeldCall.into(registry(), EVENT, trailContext());
        CompletableFuture<Void> changing = inBackground(plugin, change);
        awaitLeft();
        assertThat(changing).isNotDone();
        assertThat(plugin.getVersion()).hasToString("1.0.0");
        assertThat(call.release()).containsExactly(expected);
        changing.get(60, TimeUnit.SECONDS);
    }

    /** New calls do not meet the plugin any more, while the old call is still in it. */
    private void awaitLeft() {
        Awaitility.await().untilAsserted(() -> assertThat(trigger(EVENT)).isEmpty());
    }

    private static CompletableFuture<Void> inBackground(Bundle bundle, Change change) {
        return InThread.run(() -> change.apply(bundle));
    }

    /** An action on a bundle. */
    private interface Change {
        void apply(Bundle bundle) throws Exception;
    }
}
