package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.itests.fixture.BundleJar;
import io.hookline.itests.fixture.FixtureActivator;
import io.hookline.itests.fixture.FixtureHook;
import io.hookline.itests.fixture.Gate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/** An old release that fails to stop counts as stopped, and the status says so. Calls are not affected. */
public class StopFaultIT extends DeployTest {

    @Test
    public void stopThrows() throws Exception {
        deploy(stopping(FixtureHook.THROW));
        Bundle old = bundle("a", "1.0.0");
        DeployResult result = deploy(plugin("a", "1.1.0"));
        assertThat(result.notes()).anySatisfy(note -> assertThat(note)
                .contains("stopping " + name("a") + " 1.0.0 went wrong", "Fixture-Stop fails as it was told to"));
        assertThat(call()).containsExactly(hook("a", "1.1.0"));
        assertThat(old.getState()).isEqualTo(Bundle.UNINSTALLED);
        assertThat(row("a", "1.0.0").state()).isEqualTo(ReleaseState.CLOSED);
    }

    @Test
    public void stopHangs() throws Exception {
        CountDownLatch gate = gate(name("gate"));
        deploy(stopping(name("gate")));
        Bundle old = bundle("a", "1.0.0");
        DeployResult result = deploy(plugin("a", "1.1.0"));
        assertThat(result.notes()).anySatisfy(note -> assertThat(note)
                .contains("did not end within " + STOP_TIMEOUT.toMillis() + " ms", "FixtureActivator.stop"));
        assertThat(old.getState()).isEqualTo(Bundle.STOPPING);
        assertThat(call()).containsExactly(hook("a", "1.1.0"));
        assertThat(row("a", "1.0.0").state()).isEqualTo(ReleaseState.CLOSED);
        assertThat(row("a", "1.0.0").why()).contains("it counts as stopped");

        assertThat(deploy(plugin("a", "1.2.0")).notes()).isEmpty();
        assertThat(call()).containsExactly(hook("a", "1.2.0"));
        gate.countDown();
        Awaitility.await().until(old::getState, state -> state == Bundle.UNINSTALLED);
        assertThat(call()).containsExactly(hook("a", "1.2.0"));
    }

    /** The service of such a hook stays registered until the activator has ended. */
    @Test
    public void aHookWhoseStopHangsIsNotCalledAgain() throws Exception {
        CountDownLatch gate = gate(name("gate"));
        deploy(BundleJar.plugin(name("a"), "1.0.0", name("point"))
                .with(Gate.class)
                .header("Fixture-Stop", name("gate")));
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
        Bundle old = bundle("a", "1.0.0");
        DeployResult result = deployer().remove(List.of(name("a")), DeployOptions.SAFE, ProgressListener.NONE);
        assertThat(result.notes()).isNotEmpty();
        assertThat(old.getRegisteredServices()).isNotEmpty();
        deploy(plugin("b", "1.0.0"));
        assertThat(call()).containsExactly(hook("b", "1.0.0"));
        gate.countDown();
        Awaitility.await().until(old::getState, state -> state == Bundle.UNINSTALLED);
        assertThat(call()).containsExactly(hook("b", "1.0.0"));
    }

    @Test
    public void aReleaseThatStillHangsIsDeployedAgainBesideItself() throws Exception {
        CountDownLatch gate = gate(name("gate"));
        String jar = jar(stopping(name("gate")));
        deploy(jar);
        Bundle hanging = bundle("a", "1.0.0");
        remove("a");
        assertThat(row("a", "1.0.0").why()).contains("1 thread of it did not end and was given up");
        deploy(jar);
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
        assertThat(row("a", "1.0.0").state()).isEqualTo(ReleaseState.RUNNING);
        gate.countDown();
        Awaitility.await().until(hanging::getState, state -> state == Bundle.UNINSTALLED);
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
    }

    @Test
    public void otherPluginsAreNotTouched() throws Exception {
        deploy(plugin("b", "1.0.0"), stopping(FixtureHook.THROW));
        List<Bundle> others = Stream.of(context().getBundles())
                .filter(bundle ->
                        bundle.getState() == Bundle.ACTIVE && !name("a").equals(bundle.getSymbolicName()))
                .toList();
        List<Long> touched = new CopyOnWriteArrayList<>();
        context().addBundleListener(event -> touched.add(event.getBundle().getBundleId()));
        deploy(plugin("a", "1.1.0"));
        assertThat(others).allSatisfy(bundle -> {
            assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
            assertThat(touched).doesNotContain(bundle.getBundleId());
        });
    }

    private BundleJar stopping(String order) {
        return plugin("a", "1.0.0")
                .with(FixtureActivator.class)
                .header(Constants.BUNDLE_ACTIVATOR, FixtureActivator.class.getName())
                .header("Fixture-Stop", order);
    }
}
