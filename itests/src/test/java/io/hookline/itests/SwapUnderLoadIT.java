package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.hook.HookContext;
import io.hookline.api.runtime.PointStatus;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.itests.fixture.BundleJar;
import io.hookline.itests.fixture.FixtureHost;
import io.hookline.itests.fixture.FixturePlugin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** Swaps during calls. */
public class SwapUnderLoadIT extends DeployTest {

    @Test
    public void heldCallsEndOnTheReleasesThatTheyBeganOn() throws Exception {
        Queue<String> faults = new ConcurrentLinkedQueue<>();
        Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
        AtomicBoolean stop = new AtomicBoolean();
        deploy(plugin("a", "1.0.0"));
        CompletableFuture<Void> load = InThread.run(() -> callUntil(stop, faults, seen));
        HeldCall first = held();
        CompletableFuture<Void> toSecond = InThread.run(() -> deploy(plugin("a", "2.0.0")));
        Awaitility.await().until(() -> seen.containsKey(hook("a", "2.0.0")));
        HeldCall second = held();
        assertThat(toSecond).isNotDone();
        assertThat(bundle("a", "1.0.0").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(row("a", "1.0.0").state()).isEqualTo(ReleaseState.STOPPING);
        assertThat(first.release()).containsExactly(hook("a", "1.0.0"));
        toSecond.get(60, TimeUnit.SECONDS);
        CompletableFuture<Void> toThird = InThread.run(() -> deploy(plugin("a", "3.0.0")));
        Awaitility.await().until(() -> seen.containsKey(hook("a", "3.0.0")));
        HeldCall third = held();
        assertThat(toThird).isNotDone();
        assertThat(second.release()).containsExactly(hook("a", "2.0.0"));
        toThird.get(60, TimeUnit.SECONDS);
        assertThat(third.release()).containsExactly(hook("a", "3.0.0"));
        stop.set(true);
        load.get(60, TimeUnit.SECONDS);
        assertThat(faults).isEmpty();
        assertThat(seen).containsOnlyKeys(hook("a", "1.0.0"), hook("a", "2.0.0"), hook("a", "3.0.0"));
    }

    private void callUntil(AtomicBoolean stop, Queue<String> faults, Map<String, AtomicInteger> seen) {
        while (!stop.get()) {
            try {
                List<String> trail = call();
                if (trail.size() != 1) {
                    faults.add("outcomes " + trail);
                }
                trail.forEach(release ->
                        seen.computeIfAbsent(release, r -> new AtomicInteger()).incrementAndGet());
            } catch (Exception e) {
                faults.add(e.toString());
            }
        }
    }

    @Test
    public void aHostIsSwappedUnderLoadAndItsPointKeepsItsHooks() throws Exception {
        Queue<String> faults = new ConcurrentLinkedQueue<>();
        AtomicInteger calls = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        deploy(plugin("a", "1.0.0"), host("1.0.0", "ABORT"));
        CompletableFuture<Void> load = InThread.run(() -> callHostUntil(stop, faults, calls));
        for (int release = 1; release <= 10; release++) {
            int before = calls.get();
            Awaitility.await().until(() -> load.isDone() || calls.get() > before);
            assertThat(load).as("the load").isNotDone();
            String policy = release % 2 == 0 ? "ABORT" : "SKIP";
            DeployResult result = deploy(host("1." + release + ".0", policy));
            assertThat(result.notes()).isEmpty();
            assertThat(pointStatus().errorPolicy()).hasToString(policy);
            assertThat(pointStatus().owners()).containsExactly(name("host"));
            assertThat(pointStatus().hooks()).isEqualTo(1);
        }
        deployer().rollback(List.of(name("host")), 0, DeployOptions.SAFE, ProgressListener.NONE);
        assertThat(pointStatus().errorPolicy()).hasToString("SKIP");
        stop.set(true);
        load.get(60, TimeUnit.SECONDS);
        assertThat(faults).isEmpty();
        assertThat(running()).containsExactlyInAnyOrder(name("a") + " 1.0.0", name("host") + " 1.9.0");
    }

    @Test
    public void aHostWithAContractClassOfItsOwnIsToldWhyItCannotTakeOver() throws Exception {
        deploy(host("1.0.0", "ABORT").header("Host-Contract", "own"));
        assertThat(refused(DeployRefusal.NOT_READY, host("1.1.0", "ABORT").header("Host-Contract", "own")))
                .hasMessageContaining("an older release of " + name("host") + " itself (1.0.0)")
                .hasMessageContaining("a bundle of its own");
    }

    private BundleJar host(String version, String policy) {
        return BundleJar.host(name("host"), version, name("point"), policy);
    }

    private PointStatus pointStatus() {
        return runtime().points().stream()
                .filter(point -> point.name().equals(name("point")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the point is not open"));
    }

    /** Calls the host's service, whichever release publishes it at the moment. */
    @SuppressWarnings("unchecked") // The fixture registers it so.
    private void callHostUntil(AtomicBoolean stop, Queue<String> faults, AtomicInteger calls) throws Exception {
        String filter = "(" + FixtureHost.POINT + "=" + name("point") + ")";
        while (!stop.get()) {
            // All: whether a service fits the caller, Felix cannot tell of a bundle that is uninstalled at this moment.
            ServiceReference<?>[] all = context().getAllServiceReferences(Consumer.class.getName(), filter);
            for (ServiceReference<?> reference : all == null ? new ServiceReference<?>[0] : all) {
                Consumer<HookContext> host = (Consumer<HookContext>) context().getService(reference);
                if (host == null) {
                    continue;
                }
                HookContext call = trailContext();
                try {
                    host.accept(call);
                    calls.incrementAndGet();
                    if (!trail(call).equals(List.of(hook("a", "1.0.0")))) {
                        faults.add("hooks " + trail(call));
                    }
                } catch (RuntimeException e) {
                    faults.add(e.toString());
                } finally {
                    context().ungetService(reference);
                }
            }
        }
    }

    @Test
    public void aHeldCallLoadsAClassLateAcrossASwap() throws Exception {
        deploy(plugin("a", "1.0.0"));
        HookContext context = trailContext();
        context.put(FixturePlugin.LATE_CLASS, true);
        HeldCall call = HeldCall.into(registry(), name("point"), context);
        CompletableFuture<Void> swap = InThread.run(() -> deploy(plugin("a", "2.0.0")));
        Awaitility.await().untilAsserted(() -> assertThat(call()).containsExactly(hook("a", "2.0.0")));
        assertThat(swap).isNotDone();
        assertThat(call.release()).containsExactly("late " + hook("a", "1.0.0"));
        swap.get(60, TimeUnit.SECONDS);
    }

    @Test
    public void aCallThatOutlastsTheDrainIsCountedAndReported() throws Exception {
        deploy(plugin("a", "1.0.0"));
        Bundle old = bundle("a", "1.0.0");
        drainTimeout(Duration.ofMillis(300));
        try {
            HeldCall call = held();
            DeployResult result = deploy(plugin("a", "2.0.0"));
            assertThat(result.callsLeft()).isEqualTo(1);
            assertThat(result.drainMillis()).isGreaterThanOrEqualTo(300);
            assertThat(result.notes()).singleElement().satisfies(note -> assertThat(note)
                    .contains("1 calls that began before", "still running"));
            assertThat(call()).containsExactly(hook("a", "2.0.0"));
            assertThat(old.getState()).isEqualTo(Bundle.UNINSTALLED);
            assertThat(call.release()).containsExactly(hook("a", "1.0.0"));
        } finally {
            forgetDrainTimeout();
        }
    }

    /** Stopping a release waits for calls, too, but not again for those that the drain has given up. */
    @Test
    public void aStopDoesNotWaitAgainForCallsThatTheDrainHasGivenUp() throws Exception {
        deploy(plugin("a", "1.0.0"));
        Bundle old = bundle("a", "1.0.0");
        drainTimeout(STOP_TIMEOUT.plusMillis(500));
        try {
            HeldCall call = held();
            DeployResult result = deploy(plugin("a", "2.0.0"));
            assertThat(result.callsLeft()).isEqualTo(1);
            assertThat(result.notes()).hasSize(1);
            assertThat(old.getState()).isEqualTo(Bundle.UNINSTALLED);
            call.release();
        } finally {
            forgetDrainTimeout();
        }
    }

    @Test
    public void anInterruptCancelsAChangeThatIsNotPublished() throws Exception {
        openPoint();
        deploy(plugin("a", "1.0.0"));
        World before = world();
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicReference<Exception> thrown = new AtomicReference<>();
        String jar = jar(plugin("a", "1.1.0").configured(name("pid"), Runnable.class.getName(), Idle.class, ""));
        Thread operator = new Thread(() -> {
            try {
                deployer().deploy(List.of(jar), DeployOptions.SAFE, step -> {
                    if (step.startsWith("waiting until ready")) {
                        waiting.countDown();
                    }
                });
            } catch (DeployRefusedException | InterruptedException e) {
                thrown.set(e);
            }
        });
        operator.start();
        assertThat(waiting.await(60, TimeUnit.SECONDS)).isTrue();
        operator.interrupt();
        operator.join(60_000);
        assertThat(thrown.get())
                .isInstanceOfSatisfying(DeployRefusedException.class, refusal -> assertThat(refusal.refusal())
                        .isEqualTo(DeployRefusal.CANCELLED))
                .hasMessageContaining("nothing has changed");
        assertThat(world()).isEqualTo(before);
        assertThat(row("a", "1.1.0").state()).isEqualTo(ReleaseState.CLOSED);
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
    }

    private HeldCall held() throws InterruptedException {
        return HeldCall.into(registry(), name("point"), trailContext());
    }

    /** A component that waits for its configuration. */
    public static final class Idle implements Runnable {

        /** Needed because the component runtime creates it. */
        public Idle() {}

        /** The component starts. */
        void activate() {}

        @Override
        public void run() {}
    }
}
