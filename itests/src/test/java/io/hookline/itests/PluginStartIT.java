package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.plugin.PluginLifecycle;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.itests.fixture.BundleJar;
import io.hookline.itests.fixture.FixtureHook;
import io.hookline.itests.fixture.FixtureLifecycle;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** A plugin's own start and stop have a deadline, a cancellation and services. Their faults do not affect others. */
public class PluginStartIT extends DeployTest {

    private final List<Object> diary = new CopyOnWriteArrayList<>();
    private final AtomicReference<Consumer<Object>> reader = new AtomicReference<>(text -> {});
    private ServiceRegistration<?> published;

    @Before
    public void publishDiary() {
        Consumer<Object> write = text -> {
            diary.add(text);
            reader.get().accept(text);
        };
        published = context()
                .registerService(Consumer.class, write, FrameworkUtil.asDictionary(Map.of("diary", name("diary"))));
    }

    @After
    public void unpublishDiary() {
        try {
            published.unregister();
        } catch (IllegalStateException e) {
            // A test has.
        }
    }

    @Test
    public void aStartHasADeadlineAReasonAndItsServices() throws Exception {
        deploy(lifecycle(plugin("a", "1.0.0"), ""));
        assertThat(diary)
                .containsExactly(
                        "1.0.0 starts because deployed " + name("a") + " 1.0.0 with a deadline", "1.0.0 started");
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
    }

    @Test
    public void servicesCanBeLookedUp() throws Exception {
        deploy(plugin("a", "1.0.0")
                .component(
                        "lifecycle",
                        PluginLifecycle.class.getName(),
                        FixtureLifecycle.class,
                        order("start", FixtureLifecycle.DIARY)));
        assertThat(diary).containsExactly("1.0.0 started");
    }

    @Test
    public void theOldReleaseStopsOnceTheNewOneHasStarted() throws Exception {
        deploy(lifecycle(plugin("a", "1.0.0"), ""));
        deploy(lifecycle(plugin("a", "1.1.0"), ""));
        assertThat(diary.subList(2, diary.size()))
                .containsExactly(
                        "1.1.0 starts because deployed " + name("a") + " 1.1.0 with a deadline",
                        "1.1.0 started",
                        "1.0.0 stops because its release leaves",
                        "1.0.0 stopped");
        assertThat(call()).containsExactly(hook("a", "1.1.0"));
    }

    @Test
    public void aStartThatThrowsIsRefused() throws Exception {
        deploy(plugin("a", "1.0.0"));
        DeployRefusedException refusal =
                refused(DeployRefusal.NOT_READY, lifecycle(plugin("a", "1.1.0"), order("start", FixtureHook.THROW)));
        assertThat(refusal)
                .hasMessageContaining(name("a") + " 1.1.0 does not start")
                .hasMessageContaining("this start fails as it was told to");
        assertThat(diary).noneMatch(text -> text.toString().contains("stops"));
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
        assertThat(row("a", "1.1.0").state()).isEqualTo(ReleaseState.FAILED);
    }

    @Test
    public void aStartThatExceedsItsDeadlineIsCancelled() throws Exception {
        deploy(plugin("a", "1.0.0"));
        DeployRefusedException refusal = refused(
                DeployRefusal.NOT_READY,
                () -> deploy(impatient(), lifecycle(plugin("a", "1.1.0"), order("start", FixtureLifecycle.WAIT))));
        assertThat(refusal)
                .hasMessageContaining("it did not end within")
                .hasMessageContaining("FixtureLifecycle.obey")
                .message()
                .doesNotContain("still goes on");
        assertThat(diary).last().isEqualTo("1.1.0 cancelled");
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
    }

    @Test
    public void aStartThatIgnoresTheCancellationIsInterrupted() throws Exception {
        deploy(plugin("a", "1.0.0"));
        refused(
                DeployRefusal.NOT_READY,
                () -> deploy(impatient(), lifecycle(plugin("a", "1.1.0"), order("start", FixtureLifecycle.INTERRUPT))));
        assertThat(diary).last().isEqualTo("1.1.0 interrupted, cancelled is true");
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
    }

    @Test
    public void aStartThatIgnoresTheInterruptIsAbandoned() throws Exception {
        deploy(plugin("a", "1.0.0"));
        openPoint();
        CountDownLatch gate = gate(name("gate"));
        DeployRefusedException refusal = refused(
                DeployRefusal.NOT_READY,
                () -> deploy(impatient(), lifecycle(plugin("a", "1.1.0"), order("start", name("gate")))));
        assertThat(refusal).hasMessageContaining("cancelled and interrupted, and still goes on");
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
        deploy(plugin("a", "1.2.0"));
        assertThat(call()).containsExactly(hook("a", "1.2.0"));
        gate.countDown();
    }

    @Test
    public void startedPluginsAreStoppedWhenAnotherOneFails() throws Exception {
        refused(
                DeployRefusal.NOT_READY,
                lifecycle(plugin("a", "1.0.0"), ""),
                lifecycle(
                        plugin("b", "2.0.0").clause(Constants.REQUIRE_BUNDLE, name("a")),
                        order("start", FixtureHook.THROW)));
        assertThat(diary)
                .containsSubsequence("1.0.0 started", "1.0.0 stops because its release leaves", "1.0.0 stopped")
                .doesNotContain("2.0.0 started");
        assertThat(call()).isEmpty();
    }

    @Test
    public void aMissingDependencyIsNamedBeforeAnythingRuns() throws Exception {
        DeployRefusedException refusal = refused(
                DeployRefusal.UNRESOLVED,
                lifecycle(plugin("a", "1.0.0").clause(Constants.REQUIRE_BUNDLE, name("absent")), ""));
        assertThat(refusal.getMessage() + refusal.details()).contains(name("absent"));
        assertThat(diary).isEmpty();
    }

    @Test
    public void aStopThatThrowsIsReported() throws Exception {
        deploy(lifecycle(plugin("a", "1.0.0"), order("stop", FixtureHook.THROW)));
        DeployResult result = deploy(plugin("a", "1.1.0"));
        assertThat(result.notes()).anySatisfy(note -> assertThat(note)
                .contains("stopping " + name("a") + " 1.0.0 went wrong", "this stop fails as it was told to"));
        assertThat(row("a", "1.0.0").why()).contains("this stop fails as it was told to");
        assertThat(call()).containsExactly(hook("a", "1.1.0"));
    }

    @Test
    public void aStopThatHangsIsReportedAndDoesNotAffectCalls() throws Exception {
        CountDownLatch gate = gate(name("gate"));
        deploy(lifecycle(plugin("a", "1.0.0"), order("stop", name("gate"))));
        Bundle old = bundle("a", "1.0.0");
        DeployResult result = deploy(plugin("a", "1.1.0"));
        assertThat(result.notes()).anySatisfy(note -> assertThat(note)
                .contains("did not end within " + STOP_TIMEOUT.toMillis() + " ms", "FixtureLifecycle.stop"));
        assertThat(old.getState()).isEqualTo(Bundle.UNINSTALLED);
        assertThat(row("a", "1.0.0").state()).isEqualTo(ReleaseState.CLOSED);
        assertThat(call()).containsExactly(hook("a", "1.1.0"));
        gate.countDown();
    }

    @Test
    public void aBundleRestartedByHandStopsAndStartsAgain() throws Exception {
        deploy(lifecycle(plugin("a", "1.0.0"), ""));
        diary.clear();
        Bundle bundle = bundle("a", "1.0.0");
        bundle.stop();
        assertThat(diary).containsExactly("1.0.0 stops because its bundle stops", "1.0.0 stopped");
        assertThat(call()).isEmpty();
        bundle.start();
        Awaitility.await().untilAsserted(() -> assertThat(diary)
                .endsWith("1.0.0 starts because its bundle has started with a deadline", "1.0.0 started"));
        Awaitility.await().untilAsserted(() -> assertThat(call()).containsExactly(hook("a", "1.0.0")));
    }

    @Test
    public void atAProcessStartAPluginIsNotCalledBeforeItHasStarted() throws Exception {
        deploy(lifecycle(plugin("a", "1.0.0"), ""), plugin("b", "1.0.0"));
        assertThat(call()).containsExactlyInAnyOrder(hook("a", "1.0.0"), hook("b", "1.0.0"));
        diary.clear();
        List<String> calledMeanwhile = new CopyOnWriteArrayList<>();
        reader.set(text -> {
            try {
                calledMeanwhile.addAll(call());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        startAgainWithout("a");
        assertThat(diary)
                .containsExactly("1.0.0 starts because its bundle has started with a deadline", "1.0.0 started");
        assertThat(calledMeanwhile).containsOnly(hook("b", "1.0.0"));
        assertThat(call()).containsExactlyInAnyOrder(hook("a", "1.0.0"), hook("b", "1.0.0"));
    }

    @Test
    public void atAProcessStartAPluginThatFailsToStartIsLeftOut() throws Exception {
        deploy(lifecycle(plugin("a", "1.0.0"), ""), plugin("b", "1.0.0"));
        reader.set(text -> {
            throw new IllegalStateException("no start today");
        });
        startAgainWithout("a");
        assertThat(row("a", "1.0.0").state()).isEqualTo(ReleaseState.FAILED);
        assertThat(row("a", "1.0.0").why()).contains("it does not start", "no start today");
        assertThat(call()).containsExactly(hook("b", "1.0.0"));
        reader.set(text -> {});
        deployer().start(List.of(name("a")), DeployOptions.SAFE, ProgressListener.NONE);
        assertThat(call()).containsExactlyInAnyOrder(hook("a", "1.0.0"), hook("b", "1.0.0"));
    }

    /** Restarts the deployer while a plugin's bundle is stopped, as at the start of a process. */
    private void startAgainWithout(String last) throws Exception {
        Bundle deploy = bundleNamed("io.hookline.deploy");
        deploy.stop();
        bundle(last, "1.0.0").stop();
        deploy.start();
        deployer();
    }

    private BundleJar lifecycle(BundleJar plugin, String properties) {
        return plugin.component(
                "lifecycle",
                PluginLifecycle.class.getName(),
                FixtureLifecycle.class,
                properties
                        + "<reference name='diary' interface='java.util.function.Consumer' bind='bind' target='(diary="
                        + name("diary") + ")'/>");
    }

    private static String order(String what, String value) {
        return "<property name='" + what + "' value='" + value + "'/>";
    }
}
