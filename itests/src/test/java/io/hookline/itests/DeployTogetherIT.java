package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.Plan;
import io.hookline.deploy.ProgressListener;
import io.hookline.itests.fixture.BundleJar;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** Releases that depend on each other are deployed and replaced together. */
public class DeployTogetherIT extends DeployTest {

    @Test
    public void aPluginAndItsDependencyAreDeployedInOneGenerationInAnyOrder() throws Exception {
        openPoint();
        long before = runtime().generation();
        List<String> started = new ArrayList<>();
        DeployResult result = deployer()
                .deploy(List.of(jar(asking("1.0.0")), jar(offering("1.0.0"))), DeployOptions.SAFE, step -> {
                    if (step.startsWith("starting ")) {
                        started.add(step);
                    }
                });
        assertThat(result.generation())
                .isEqualTo(before + 1)
                .isEqualTo(runtime().generation());
        assertThat(started)
                .containsExactly("starting " + name("offers") + " 1.0.0", "starting " + name("asks") + " 1.0.0");
        assertThat(call()).containsExactly(hook("asks", "1.0.0") + " with " + hook("offers", "1.0.0"));
    }

    @Test
    public void pluginsThatDependOnEachOtherAreDeployedTogether() throws Exception {
        DeployResult result = deploy(
                Greetings.offeredBy(plugin("a", "1.0.0"), "1.0.0").clause("Import-Package", name("other")),
                Greetings.askedBy(plugin("b", "1.0.0", "greet=" + Greetings.CLASS), "[1.0,2)")
                        .header("Export-Package", name("other")));
        assertThat(result.joined()).containsExactly(name("a") + " 1.0.0", name("b") + " 1.0.0");
        assertThat(call())
                .containsExactlyInAnyOrder(hook("a", "1.0.0"), hook("b", "1.0.0") + " with " + hook("a", "1.0.0"));
    }

    @Test
    public void aSwapThatWouldRestartAnotherPluginIsRefusedUnlessForced() throws Exception {
        deploy(offering("1.0.0"), asking("1.0.0"));
        String label = name("asks") + " 1.0.0";
        Plan plan = deployer().plan(List.of(jar(offering("1.0.1"))), DeployOptions.SAFE);
        assertThat(plan.ripple()).containsExactly(label);
        assertThat(plan.refusals()).extracting(Plan.Refusal::kind).containsExactly(DeployRefusal.RIPPLE);
        DeployRefusedException refusal = refused(DeployRefusal.RIPPLE, offering("1.0.1"));
        assertThat(refusal).hasMessageContaining(label).hasMessageContaining("--force");

        DeployResult forced = deploy(DeployOptions.SAFE.withRipple(true), offering("1.0.1"));
        assertThat(forced.notes()).anySatisfy(note -> assertThat(note).contains("restarted as well", label));
        assertThat(call()).containsExactly(hook("asks", "1.0.0") + " with " + hook("offers", "1.0.1"));
        assertThat(bundle("asks", "1.0.0").getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    public void replacingBothReleasesRestartsNoOther() throws Exception {
        deploy(offering("1.0.0"), asking("1.0.0"));
        DeployResult result = deploy(asking("1.0.1"), offering("1.0.1"));
        assertThat(result.left()).containsExactlyInAnyOrder(name("asks") + " 1.0.0", name("offers") + " 1.0.0");
        assertThat(call()).containsExactly(hook("asks", "1.0.1") + " with " + hook("offers", "1.0.1"));
    }

    @Test
    public void aRequiredPluginIsNotRemovedUnlessForced() throws Exception {
        deploy(offering("1.0.0"), asking("1.0.0"));
        assertThat(refused(DeployRefusal.RIPPLE, () -> remove("offers"))).hasMessageContaining(name("asks") + " 1.0.0");
        deployer().remove(List.of(name("asks"), name("offers")), DeployOptions.SAFE, ProgressListener.NONE);
        assertThat(call()).isEmpty();
    }

    @Test
    public void twoReleasesOfOnePluginCannotBeDeployedTogether() throws Exception {
        assertThat(refused(DeployRefusal.SAME_VERSION, plugin("a", "1.0.0"), plugin("a", "1.1.0")))
                .hasMessageContaining(name("a"));
    }

    private BundleJar offering(String version) {
        return Greetings.offeredBy(BundleJar.components(name("offers"), version), "1.0.0");
    }

    private BundleJar asking(String version) {
        return Greetings.askedBy(plugin("asks", version, "greet=" + Greetings.CLASS), "[1.0,2)");
    }
}
