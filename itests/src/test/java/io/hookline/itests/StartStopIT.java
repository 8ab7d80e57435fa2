package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.HookPoint;
import io.hookline.api.PointSpec;
import io.hookline.api.hook.Hook;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/** Commands stop and start plugins. A stopped plugin stays in the desired set. */
public class StartStopIT extends DeployTest {

    @Test
    public void aStoppedPluginIsNotCalledAndStaysInTheSet() throws Exception {
        deploy(plugin("a", "1.0.0", "service.ranking=1"), plugin("b", "1.0.0"));
        assertThat(call()).containsExactly(hook("a", "1.0.0"), hook("b", "1.0.0"));
        DeployResult result = stop("a");
        assertThat(result.left()).containsExactly(name("a") + " 1.0.0");
        assertThat(result.generation()).isEqualTo(runtime().generation());
        assertThat(call()).containsExactly(hook("b", "1.0.0"));
        assertThat(row("a", "1.0.0").state()).isEqualTo(ReleaseState.LOADED);
        assertThat(row("a", "1.0.0").why()).isEqualTo("stopped; to start it: hook:start " + name("a"));
        DesiredSet set = deployer().history().get(0);
        assertThat(set.cause()).isEqualTo("stopped " + name("a") + " 1.0.0");
        assertThat(set.release(name("a"))).isPresent();
        assertThat(set.isStopped(name("a"))).isTrue();
        deploy(plugin("c", "1.0.0"));
        assertThat(deployer().history().get(0).isStopped(name("a"))).isTrue();
    }

    @Test
    public void aStoppedPluginIsStartedInOneGeneration() throws Exception {
        deploy(plugin("a", "1.0.0"));
        stop("a");
        long before = runtime().generation();
        DeployResult result = start("a");
        assertThat(result.generation())
                .isEqualTo(before + 1)
                .isEqualTo(runtime().generation());
        assertThat(result.joined()).containsExactly(name("a") + " 1.0.0");
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
        assertThat(row("a", "1.0.0").state()).isEqualTo(ReleaseState.RUNNING);
        assertThat(deployer().history().get(0).stopped()).doesNotContain(name("a"));
    }

    @Test
    public void invalidStopsAndStartsAreRefused() throws Exception {
        deploy(plugin("a", "1.0.0"));
        refused(DeployRefusal.ALREADY_RUNNING, () -> start("a"));
        refused(DeployRefusal.UNKNOWN, () -> stop("absent"));
        refused(DeployRefusal.UNKNOWN, () -> start("absent"));
        stop("a");
        assertThat(refused(DeployRefusal.ALREADY_STOPPED, () -> stop("a")))
                .hasMessageContaining("hook:start " + name("a"));
    }

    @Test
    public void dependantsOfAStoppedPluginAreNamed() throws Exception {
        deploy(plugin("a", "1.0.0"), plugin("b", "1.0.0").clause(Constants.REQUIRE_BUNDLE, name("a")));
        assertThat(refused(DeployRefusal.RIPPLE, () -> stop("a")))
                .hasMessageContaining("others need " + name("a") + " 1.0.0: " + name("b") + " 1.0.0")
                .hasMessageContaining("--force");
        stop("a", "b");
        assertThat(call()).isEmpty();
        refused(DeployRefusal.UNRESOLVED, () -> start("b"));
        start("b", "a");
        assertThat(call()).containsExactlyInAnyOrder(hook("a", "1.0.0"), hook("b", "1.0.0"));
    }

    @Test
    public void aRequiredHookIsNotStoppedUnlessForced() throws Exception {
        HookPoint<Hook> point =
                points().open(PointSpec.of(name("point"), Hook.class).withRequired(List.of(name("a"))));
        assertThat(point).isNotNull();
        deploy(plugin("a", "1.0.0"));
        assertThat(refused(DeployRefusal.REQUIRED_MISSING, () -> stop("a"))).hasMessageContaining("--force");
        DeployResult result =
                deployer().stop(List.of(name("a")), DeployOptions.SAFE.withRipple(true), ProgressListener.NONE);
        assertThat(result.notes()).anySatisfy(note -> assertThat(note).contains("requires " + name("a")));
        start("a");
    }

    @Test
    public void aRollbackRestoresStoppedPlugins() throws Exception {
        long running = deploy(plugin("a", "1.0.0")).set();
        long stopped = stop("a").set();
        deployer().rollback(running, DeployOptions.SAFE, ProgressListener.NONE);
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
        deploy(plugin("a", "1.1.0"));
        deployer().rollback(stopped, DeployOptions.SAFE, ProgressListener.NONE);
        assertThat(call()).isEmpty();
        DesiredSet set = deployer().history().get(0);
        assertThat(set.isStopped(name("a"))).isTrue();
        assertThat(set.release(name("a")).orElseThrow().version()).isEqualTo("1.0.0");
        start("a");
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
    }

    @Test
    public void aStoppedPluginCanBeReplacedAndRemoved() throws Exception {
        deploy(plugin("a", "1.0.0"));
        stop("a");
        deploy(plugin("a", "1.1.0"));
        assertThat(call()).containsExactly(hook("a", "1.1.0"));
        assertThat(deployer().history().get(0).isStopped(name("a"))).isFalse();
        stop("a");
        remove("a");
        assertThat(deployer().history().get(0).release(name("a"))).isEmpty();
        assertThat(row("a", "1.1.0").state()).isEqualTo(ReleaseState.CLOSED);
    }

    @Test
    public void aStoppedPluginStaysStoppedAfterARestartOfTheDeployer() throws Exception {
        deploy(plugin("a", "1.0.0"), plugin("b", "1.0.0"));
        stop("a");
        Bundle deploy = bundleNamed("io.hookline.deploy");
        deploy.stop();
        deploy.start();
        assertThat(row("a", "1.0.0").state()).isEqualTo(ReleaseState.LOADED);
        assertThat(Stream.of(context().getBundles()).map(Bundle::getSymbolicName))
                .doesNotContain(name("a"))
                .contains(name("b"));
        start("a");
        assertThat(call()).containsExactlyInAnyOrder(hook("a", "1.0.0"), hook("b", "1.0.0"));
    }

    private DeployResult stop(String... last) throws Exception {
        return deployer().stop(names(last), DeployOptions.SAFE, ProgressListener.NONE);
    }

    private DeployResult start(String... last) throws Exception {
        return deployer().start(names(last), DeployOptions.SAFE, ProgressListener.NONE);
    }

    private List<String> names(String... last) {
        return Stream.of(last).map(this::name).toList();
    }
}
