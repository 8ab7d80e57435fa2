package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.CallScope;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.CanaryOptions;
import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.Plan;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.itests.fixture.BundleJar;
import io.hookline.itests.fixture.FixturePlugin;
import io.hookline.itests.fixture.RuleType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** Releases that are not bundles: their artifact type comes from a bundle outside of the product. */
public class ArtifactTypeIT extends DeployTest {

    private Bundle typeBundle;

    /** Installs the type. */
    @Before
    public void installType() throws BundleException {
        typeBundle = installAndStart(BundleJar.of("rules", "1.0.0")
                .with(RuleType.class)
                .with(FixturePlugin.class)
                .header(Constants.BUNDLE_ACTIVATOR, RuleType.class.getName())
                .header(
                        Constants.IMPORT_PACKAGE,
                        "org.osgi.framework,io.hookline.api.hook,io.hookline.api.runtime,io.hookline.deploy,"
                                + "io.hookline.deploy.artifact,io.hookline.engine.release"));
        openPoint();
    }

    /** Removes the rules while their type is there. */
    @After
    public void startType() throws Exception {
        typeBundle.start();
        deployer().history().get(0).release(name("a")).ifPresent(artifact -> Awaitility.await()
                .until(() -> !running().isEmpty()));
        removePlugins();
    }

    private String rule(String version, String... more) throws IOException {
        Path file = folder().resolve("a-" + version + ".rule");
        return Files.writeString(
                        file, "rule " + name("a") + " " + version + " " + name("point") + " " + String.join(" ", more))
                .toString();
    }

    @Test
    public void aRuleIsDeployedSwappedRolledBackAndRemoved() throws Exception {
        deploy(rule("1.0.0"));
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
        Artifact artifact = deployer().history().get(0).release(name("a")).orElseThrow();
        assertThat(artifact.type()).isEqualTo("rule");
        DeployResult swap = deploy(rule("1.1.0"));
        assertThat(swap.left()).containsExactly(name("a") + " 1.0.0");
        assertThat(swap.generation()).isEqualTo(runtime().generation());
        assertThat(call()).containsExactly(hook("a", "1.1.0"));
        deployer().rollback(0, DeployOptions.SAFE, ProgressListener.NONE);
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
        assertThat(row("a", "1.0.0").state()).isEqualTo(ReleaseState.RUNNING);
        assertThat(row("a", "1.0.0").calls()).isPositive();
        remove("a");
        assertThat(call()).isEmpty();
    }

    @Test
    public void aPlanShowsTheChainAndChangesNothing() throws Exception {
        deploy(plugin("b", "1.0.0"));
        Plan plan = deployer().plan(List.of(rule("1.0.0")), DeployOptions.SAFE);
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.chains()).hasSize(1);
        assertThat(plan.chains().get(0).before()).hasSize(1);
        assertThat(plan.chains().get(0).after()).hasSize(2);
        assertThat(call()).containsExactly(hook("b", "1.0.0"));
    }

    @Test
    public void aRuleThatIsNotReadyChangesNothing() throws Exception {
        deploy(rule("1.0.0"));
        refused(DeployRefusal.NOT_READY, () -> deploy(rule("1.1.0", RuleType.UNREADY)));
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
    }

    @Test
    public void aRuleThatIsDamagedIsRefusedByItsType() throws Exception {
        String damaged = Files.writeString(folder().resolve("damaged.rule"), "rule and no more")
                .toString();
        assertThat(refused(DeployRefusal.DAMAGED, () -> deploy(damaged))).hasMessageContaining("");
        String tooShort =
                Files.writeString(folder().resolve("short.rule"), "rule x").toString();
        assertThat(refused(DeployRefusal.DAMAGED, () -> deploy(tooShort))).hasMessageContaining("it is no rule");
    }

    @Test
    public void aCanaryOfARuleTakesItsCallsAndIsPromoted() throws Exception {
        deploy(rule("1.0.0"));
        CanaryOptions internal = CanaryOptions.DEFAULT
                .withAutomatic(false)
                .withWeights(List.of())
                .withKey("tier", "internal");
        CanaryStatus canary = deployer().canary(rule("1.1.0"), internal, DeployOptions.SAFE, ProgressListener.NONE);
        assertThat(canary.takes()).isEqualTo("calls with tier=internal");
        try (CallScope scope = points().enter(Map.of("tier", "internal")::get)) {
            assertThat(call()).containsExactly(hook("a", "1.1.0"));
        }
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
        deployer().promoteCanary(name("a"), ProgressListener.NONE);
        assertThat(call()).containsExactly(hook("a", "1.1.0"));
        assertThat(running()).containsExactly(name("a") + " 1.1.0");
    }

    @Test
    public void rulesStopWithTheirTypeAndStartWhenItReturns() throws Exception {
        deploy(rule("1.0.0"));
        deploy(plugin("b", "1.0.0"));
        typeBundle.stop();
        assertThat(call()).containsExactly(hook("b", "1.0.0"));
        assertThat(row("a", "1.0.0").state()).isEqualTo(ReleaseState.WAITING);
        assertThat(row("a", "1.0.0").why()).contains("its artifact type 'rule' is not available any more");
        typeBundle.start();
        Awaitility.await().untilAsserted(() -> assertThat(call())
                .containsExactlyInAnyOrder(hook("a", "1.0.0"), hook("b", "1.0.0")));
    }

    @Test
    public void aRuleOfTheDesiredSetWaitsForItsTypeAfterARestart() throws Exception {
        deploy(rule("1.0.0"));
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
        Bundle deploy = bundleNamed("io.hookline.deploy");
        deploy.stop();
        typeBundle.stop();
        deploy.start();
        assertThat(call()).isEmpty();
        assertThat(row("a", "1.0.0").state()).isEqualTo(ReleaseState.WAITING);
        assertThat(row("a", "1.0.0").why()).contains("artifact type 'rule', which is not available");
        typeBundle.start();
        Awaitility.await().untilAsserted(() -> assertThat(call()).containsExactly(hook("a", "1.0.0")));
        assertThat(row("a", "1.0.0").state()).isEqualTo(ReleaseState.RUNNING);
    }
}
