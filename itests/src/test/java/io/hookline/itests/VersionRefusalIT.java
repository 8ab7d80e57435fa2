package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.itests.fixture.BundleJar;
import java.util.Set;
import org.junit.Test;

/** A release whose version does not match its changes is refused. */
public class VersionRefusalIT extends DeployTest {

    @Test
    public void aVersionThatHidesABreakingChangeIsRefusedUnlessWaivedByName() throws Exception {
        deploy(Greetings.grownIn(plugin("a", "1.0.0"), "1.0.0"));
        BundleJar lying = Greetings.offeredBy(plugin("a", "1.0.1"), "1.0.1");
        DeployRefusedException refusal = refused(DeployRefusal.VERSION_LIES, lying);
        assertThat(refusal).hasMessageContaining("2.0.0").hasMessageContaining("--waive " + name("a"));
        assertThat(refusal.details()).anySatisfy(detail -> assertThat(detail).contains("Farewell"));
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
        refused(
                DeployRefusal.VERSION_LIES,
                () -> deploy(DeployOptions.SAFE.withWaived(Set.of(name("another"))), lying));

        DeployResult waived = deploy(DeployOptions.SAFE.withWaived(Set.of(name("a"))), lying);
        assertThat(call()).containsExactly(hook("a", "1.0.1"));
        assertThat(waived.notes()).anySatisfy(note -> assertThat(note).contains("waived for " + name("a")));
        assertThat(deployer().history().get(0).waivers()).singleElement().satisfies(waiver -> assertThat(waiver)
                .contains("waived for " + name("a"), "2.0.0"));
    }

    @Test
    public void aKnownVersionWithOtherContentIsRefused() throws Exception {
        deploy(plugin("a", "1.0.0"));
        remove("a");
        DeployRefusedException refusal =
                refused(DeployRefusal.SAME_VERSION, plugin("a", "1.0.0").text("note.txt", "other"));
        assertThat(refusal).hasMessageContaining(name("a") + " 1.0.0").hasMessageContaining("SNAPSHOT");
        assertThat(call()).isEmpty();
    }

    @Test
    public void anOlderReleaseIsRefusedUnlessDowngradeIsAllowed() throws Exception {
        deploy(plugin("a", "2.0.0"));
        DeployRefusedException refusal = refused(DeployRefusal.DOWNGRADE, plugin("a", "1.0.0"));
        assertThat(refusal).hasMessageContaining("older than the running 2.0.0").hasMessageContaining("--downgrade");
        deploy(DeployOptions.SAFE.withDowngrade(true), plugin("a", "1.0.0"));
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
    }

    @Test
    public void aReleaseThatRunsIsNotDeployedAgain() throws Exception {
        String jar = jar(plugin("a", "1.0.0"));
        deploy(jar);
        assertThat(refused(DeployRefusal.ALREADY_RUNNING, () -> deploy(jar)))
                .hasMessageContaining(name("a") + " 1.0.0")
                .hasMessageContaining("RUNNING");
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
    }

    @Test
    public void aSwapNeedsARunningRelease() throws Exception {
        assertThat(refused(
                        DeployRefusal.UNKNOWN,
                        () -> deploy(DeployOptions.SAFE.withReplacing(true), plugin("a", "1.0.0"))))
                .hasMessageContaining("hook:deploy");
    }
}
