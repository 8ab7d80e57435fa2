package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.itests.fixture.BundleJar;
import io.hookline.itests.fixture.FixtureActivator;
import io.hookline.itests.fixture.FixtureHook;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/** A new release that does not become ready is removed again, and the running one stays. */
public class DeployFaultIT extends DeployTest {

    @Test
    public void activateThrows() throws Exception {
        openPoint();
        deploy(plugin("a", "1.0.0"));
        DeployRefusedException refusal =
                refused(DeployRefusal.NOT_READY, plugin("a", "1.1.0", "activate=" + FixtureHook.THROW));
        assertThat(refusal + " " + refusal.details()).contains(name("a") + " 1.1.0", "this activation fails as");
        oldOneServes();
    }

    @Test
    public void activateHangs() throws Exception {
        openPoint();
        deploy(plugin("a", "1.0.0"));
        CountDownLatch gate = gate(name("gate"));
        World before = world();
        DeployRefusedException refusal = refusedForNow(
                DeployRefusal.NOT_READY, () -> deploy(impatient(), plugin("a", "1.1.0", "activate=" + name("gate"))));
        assertThat(refusal).hasMessageContaining("did not end within 700 ms").hasMessageContaining("Gate.pass");
        oldOneServes();
        gate.countDown();
        awaitWorld(before);
        deploy(plugin("a", "1.2.0"));
        assertThat(call()).containsExactly(hook("a", "1.2.0"));
    }

    @Test
    public void aPluginThatHangsWhenItStartsIsGivenUpAndBlocksNoOtherChange() throws Exception {
        openPoint();
        deploy(plugin("a", "1.0.0"));
        CountDownLatch gate = gate(name("gate"));
        String stuck = jar(plugin("a", "1.1.0", "activate=" + name("gate")));
        refusedForNow(
                DeployRefusal.NOT_READY, () -> deployer().deploy(List.of(stuck), impatient(), ProgressListener.NONE));
        assertThat(row("a", "1.1.0").state()).isEqualTo(ReleaseState.FAILED);
        assertThat(row("a", "1.1.0").why()).contains("it was interrupted and still goes on", "given up");
        deploy(plugin("b", "1.0.0"));
        // The same file again, beside the installation that hangs.
        refusedForNow(
                DeployRefusal.NOT_READY, () -> deployer().deploy(List.of(stuck), impatient(), ProgressListener.NONE));
        gate.countDown();
        Awaitility.await()
                .untilAsserted(() -> assertThat(row("a", "1.1.0").why()).doesNotContain("given up"));
        deploy(stuck);
        assertThat(call()).containsExactlyInAnyOrder(hook("a", "1.1.0"), hook("b", "1.0.0"));
    }

    @Test
    public void anActivatorThatHangsAndIgnoresInterruptsBlocksNoOtherChange() throws Exception {
        openPoint();
        deploy(plugin("a", "1.0.0"));
        CountDownLatch gate = gate(name("gate"));
        String stuck = jar(withActivator(plugin("a", "1.1.0"), "Fixture-Start", name("gate")));
        DeployRefusedException refusal = refusedForNow(
                DeployRefusal.NOT_READY, () -> deployer().deploy(List.of(stuck), impatient(), ProgressListener.NONE));
        assertThat(refusal)
                .hasMessageContaining("it was interrupted and still goes on")
                .hasMessageContaining("FixtureActivator.start");
        Bundle hanging = bundle("a", "1.1.0");
        assertThat(hanging.getState()).isEqualTo(Bundle.STARTING);
        InThread.run(() -> deploy(plugin("b", "1.0.0"))).get(30, TimeUnit.SECONDS);
        InThread.run(() -> deploy(plugin("a", "1.2.0"))).get(30, TimeUnit.SECONDS);
        assertThat(call()).containsExactlyInAnyOrder(hook("a", "1.2.0"), hook("b", "1.0.0"));
        gate.countDown();
        Awaitility.await().until(hanging::getState, state -> state == Bundle.UNINSTALLED);
    }

    @Test
    public void aStuckStartIsCountedAndAnInterruptCancelsIt() throws Exception {
        openPoint();
        deploy(plugin("a", "1.0.0"));
        gate(name("gate"));
        String stuck = jar(plugin("a", "1.1.0", "activate=" + name("gate")));
        String counted = "starting " + name("a") + " 1.1.0 (1 of 10 s)";
        List<String> steps = new CopyOnWriteArrayList<>();
        Thread operator = Thread.currentThread();
        refusedForNow(DeployRefusal.CANCELLED, () -> deployer().deploy(List.of(stuck), DeployOptions.SAFE, step -> {
            steps.add(step);
            if (step.equals(counted)) {
                operator.interrupt();
            }
        }));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(steps).contains(counted).noneMatch(step -> step.contains("(9 of 10 s)"));
        deploy(plugin("a", "1.2.0"));
        assertThat(call()).containsExactly(hook("a", "1.2.0"));
    }

    @Test
    public void aPluginWithALazyActivationPolicyStarts() throws Exception {
        openPoint();
        deploy(plugin("a", "1.0.0").header(Constants.BUNDLE_ACTIVATIONPOLICY, Constants.ACTIVATION_LAZY));
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
    }

    @Test
    public void theActivatorThrows() throws Exception {
        openPoint();
        deploy(plugin("a", "1.0.0"));
        DeployRefusedException refusal = refused(
                DeployRefusal.NOT_READY, withActivator(plugin("a", "1.1.0"), "Fixture-Start", FixtureHook.THROW));
        assertThat(refusal).hasMessageContaining("does not start").hasMessageContaining("Fixture-Start fails as");
        oldOneServes();
    }

    @Test
    public void oneFailingReleaseRollsBackTheWholeChange() throws Exception {
        openPoint();
        deploy(plugin("a", "1.0.0"));
        refused(
                DeployRefusal.NOT_READY,
                plugin("b", "1.0.0"),
                plugin("a", "1.1.0"),
                plugin("c", "1.0.0", "activate=" + FixtureHook.THROW));
        oldOneServes();
    }

    @Test
    public void aMissingConfigurationIsNamed() throws Exception {
        openPoint();
        deploy(plugin("a", "1.0.0"));
        DeployRefusedException refusal = refused(
                DeployRefusal.NOT_READY,
                () -> deploy(
                        impatient(),
                        plugin("a", "1.1.0").configured(name("pid"), Runnable.class.getName(), Configured.class, "")));
        assertThat(refusal).hasMessageContaining("700 ms").hasMessageContaining("its configuration " + name("pid"));
        oldOneServes();
    }

    @Test
    public void aMissingReferenceIsNamed() throws Exception {
        openPoint();
        deploy(plugin("a", "1.0.0"));
        DeployRefusedException refusal = refused(
                DeployRefusal.NOT_READY,
                () -> deploy(
                        impatient(),
                        plugin("a", "1.1.0")
                                .component(
                                        name("needy"),
                                        Runnable.class.getName(),
                                        Configured.class,
                                        "<reference name='clock' interface='java.time.Clock' target='(zone=UTC)'/>")));
        assertThat(refusal)
                .hasMessageContaining(name("needy"))
                .hasMessageContaining("clock")
                .hasMessageContaining("(zone=UTC)");
        oldOneServes();
    }

    @Test
    public void aHookOfAnotherContractIsRefused() throws Exception {
        openPoint();
        deploy(plugin("a", "1.0.0"));
        DeployRefusedException refusal = refused(
                DeployRefusal.NOT_READY,
                plugin("a", "1.1.0")
                        .component(
                                name("wrong"),
                                Runnable.class.getName(),
                                Configured.class,
                                "<property name='hook.at' value='" + name("point") + "'/>"));
        assertThat(refusal + " " + refusal.details())
                .contains(name("point") + " would refuse ", "io.hookline.api.hook.Hook", "java.lang.Runnable");
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
        assertThat(running()).containsExactly(name("a") + " 1.0.0");
    }

    /** The fault is shown beside the running release. */
    private void oldOneServes() throws Exception {
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
        assertThat(row("a", "1.0.0").state()).isEqualTo(ReleaseState.RUNNING);
        assertThat(row("a", "1.1.0").state()).isEqualTo(ReleaseState.FAILED);
        assertThat(row("a", "1.1.0").why()).isNotEmpty();
    }

    private static BundleJar withActivator(BundleJar plugin, String header, String order) {
        return plugin.with(FixtureActivator.class)
                .header(Constants.BUNDLE_ACTIVATOR, FixtureActivator.class.getName())
                .header(header, order);
    }

    /** A component that cannot be satisfied. */
    public static final class Configured implements Runnable {

        /** Needed because the component runtime creates it. */
        public Configured() {}

        /** The component starts. */
        void activate() {}

        @Override
        public void run() {}
    }
}
