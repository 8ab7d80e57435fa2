package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.plugin.HealthCheck;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.itests.fixture.BundleJar;
import io.hookline.itests.fixture.FixtureHealth;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.Test;

/** Health checks decide whether a release is accepted and stays. */
public class HealthIT extends DeployTest {

    @Test
    public void aHealthyReleaseIsAccepted() throws Exception {
        deploy(plugin("a", "1.0.0"));
        deploy(checked(plugin("a", "1.1.0"), ""));
        assertThat(call()).containsExactly(hook("a", "1.1.0"));
    }

    @Test
    public void anUnhealthyReleaseIsNotCalled() throws Exception {
        deploy(plugin("a", "1.0.0"));
        DeployRefusedException refusal = refused(
                DeployRefusal.NOT_READY,
                () -> deploy(
                        impatient(),
                        checked(plugin("a", "1.1.0"), "<property name='problem' value='the disk is full'/>")));
        assertThat(refusal).hasMessageContaining("health check").hasMessageContaining("the disk is full");
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
    }

    @Test
    public void aHealthCheckThatHangsIsNotWaitedFor() throws Exception {
        deploy(plugin("a", "1.0.0"));
        gate(name("gate"));
        DeployRefusedException refusal = refused(
                DeployRefusal.NOT_READY,
                () -> deploy(
                        impatient(),
                        checked(plugin("a", "1.1.0"), "<property name='gate' value='" + name("gate") + "'/>")));
        assertThat(refusal)
                .hasMessageContaining("health check")
                .hasMessageContaining("did not end within 700 ms")
                .hasMessageContaining("FixtureHealth.problem");
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
    }

    @Test
    public void aHealthCheckThatDoesNotStartIsNotWaitedFor() throws Exception {
        deploy(plugin("a", "1.0.0"));
        openPoint();
        CountDownLatch gate = gate(name("gate"));
        World before = world();
        DeployRefusedException refusal = refusedForNow(
                DeployRefusal.NOT_READY,
                () -> deploy(
                        impatient(),
                        checked(plugin("a", "1.1.0"), "<property name='activate' value='" + name("gate") + "'/>")));
        assertThat(refusal).hasMessageContaining("health check").hasMessageContaining("did not end within 700 ms");
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
        gate.countDown();
        awaitWorld(before);
    }

    @Test
    public void aHealthCheckIsTheHeartbeatOfAReleaseWithoutCalls() throws Exception {
        deploy(checked(plugin("a", "1.0.0"), ""));
        assertThat(row("a", "1.0.0").heartbeat()).isNull();
        Awaitility.await().untilAsserted(() -> assertThat(row("a", "1.0.0").heartbeat())
                .isAfterOrEqualTo(row("a", "1.0.0").loadedAt()));
        assertThat(row("a", "1.0.0").calls()).isZero();
    }

    private static BundleJar checked(BundleJar plugin, String properties) {
        return plugin.component("health", HealthCheck.class.getName(), FixtureHealth.class, properties);
    }
}
