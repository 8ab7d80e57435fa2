package io.hookline.deploy.internal.component;

import static io.hookline.deploy.internal.component.TestDeployment.refusal;
import static io.hookline.deploy.internal.component.TestDeployment.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.Plan;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.artifact.Dependant;
import io.hookline.engine.release.ChainPreview;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plans say, and what they refuse. */
final class PlanTest {

    @TempDir
    private Path folder;

    private TestDeployment test;

    @BeforeEach
    void start() throws Exception {
        test = new TestDeployment(folder).start();
    }

    @AfterEach
    void close() {
        test.close();
    }

    private Plan plan(DeployOptions options, String... sources) throws Exception {
        return test.deployer().plan(List.of(sources), options);
    }

    private List<DeployRefusal> refusals(DeployOptions options, String... sources) throws Exception {
        return plan(options, sources).refusals().stream()
                .map(Plan.Refusal::kind)
                .toList();
    }

    @Test
    void aPlanSaysWhatWouldComeAndGoAndStagesNothing() throws Exception {
        test.deploy(test.file("plugin", "1.0.0"));
        test.events.clear();
        Plan plan = plan(DeployOptions.SAFE, test.file("plugin", "1.1.0", "hook=check"));
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.leaving()).containsExactly("plugin 1.0.0");
        assertThat(plan.releases().get(0).replaces()).isEqualTo("1.0.0");
        assertThat(plan.releases().get(0).versionVerdict()).isEqualTo("honest");
        assertThat(test.control.planned).extracting(hook -> hook.name()).containsExactly("check");
        assertThat(test.events).isEmpty();
    }

    @Test
    void anOlderVersionIsRefusedUnlessADowngradeIsAllowed() throws Exception {
        test.deploy(test.file("plugin", "1.1.0"));
        String older = test.file("plugin", "1.0.0");
        assertThat(refusals(DeployOptions.SAFE, older)).containsExactly(DeployRefusal.DOWNGRADE);
        assertThat(refusals(DeployOptions.SAFE.withDowngrade(true), older)).isEmpty();
    }

    @Test
    void otherContentUnderAKnownVersionIsRefusedUnlessItIsASnapshot() throws Exception {
        test.deploy(test.file("plugin", "1.0.0"), test.file("draft", "1.0.0.SNAPSHOT"));
        assertThat(refusals(DeployOptions.SAFE, test.file("plugin", "1.0.0", "changed=true")))
                .containsExactly(DeployRefusal.SAME_VERSION);
        assertThat(refusals(DeployOptions.SAFE, test.file("draft", "1.0.0.SNAPSHOT", "changed=true")))
                .isEmpty();
    }

    @Test
    void contentThatRunsAlreadyIsRefused() throws Exception {
        String source = test.file("plugin", "1.0.0");
        test.deploy(source);
        assertThat(refusals(DeployOptions.SAFE, source)).containsExactly(DeployRefusal.ALREADY_RUNNING);
    }

    @Test
    void quarantinedContentIsRefusedUntilItIsReleased() throws Exception {
        test.deploy(test.file("plugin", "1.0.0"));
        test.deployer().quarantine("plugin", "1.0.0", "it misbehaves");
        test.deployer().remove(List.of("plugin"), DeployOptions.SAFE, ProgressListener.NONE);
        DeployRefusedException refused = refusal(() -> test.deploy("plugin@1.0.0"));
        assertThat(refused.refusal()).isEqualTo(DeployRefusal.QUARANTINED);
        assertThat(refused.getMessage()).contains("it misbehaves");
        test.deployer().parole("plugin", "1.0.0");
        test.deploy("plugin@1.0.0");
        assertThat(test.control.running()).containsExactly("plugin@1.0.0");
    }

    @Test
    void aVersionThatLiesIsRefusedAndAWaiverIsRecorded() throws Exception {
        test.deploy(test.file("plugin", "1.0.0"));
        String lying = test.file("plugin", "1.0.1", "lies=true");
        assertThat(refusalOf(() -> test.deploy(lying))).isEqualTo(DeployRefusal.VERSION_LIES);
        test.deployer().deploy(List.of(lying), DeployOptions.SAFE.withWaived(Set.of("plugin")), ProgressListener.NONE);
        assertThat(test.deployer().history().get(0).waivers())
                .containsExactly("waived for plugin: the version lies about the change");
    }

    @Test
    void aMissingRequirementIsRefusedWithItsRemedy() throws Exception {
        DeployRefusedException refused = refusal(() -> test.deploy(test.file("plugin", "1.0.0", "requires=other")));
        assertThat(refused.refusal()).isEqualTo(DeployRefusal.UNRESOLVED);
        assertThat(refused.details()).contains("to fix it: add it");
    }

    @Test
    void aConflictWithAnInstallationByHandIsRefused() throws Exception {
        assertThat(refusals(DeployOptions.SAFE, test.file("foreign", "1.0.0")))
                .containsExactly(DeployRefusal.FOREIGN_BUNDLE);
    }

    @Test
    void aRemovalThatOthersDependOnIsRefusedUnlessItIsAllowed() throws Exception {
        test.deploy(test.file("plugin", "1.0.0"));
        test.bundles.dependants.add(new Dependant("host 1.0.0", Set.of("plugin")));
        DeployRefusedException refused =
                refusal(() -> test.deployer().remove(List.of("plugin"), DeployOptions.SAFE, ProgressListener.NONE));
        assertThat(refused.refusal()).isEqualTo(DeployRefusal.RIPPLE);
        assertThat(refused.getMessage()).contains("host 1.0.0 (depends on the plugin plugin)");
        test.deployer().remove(List.of("plugin"), DeployOptions.SAFE.withRipple(true), ProgressListener.NONE);
        assertThat(test.desired()).isEmpty();
    }

    @Test
    void aChangeThatLeavesAPointWithoutItsRequiredHookIsRefused() throws Exception {
        test.control.previews.add(
                new ChainPreview("point", true, List.of("a"), List.of(), List.of(), List.of("auth"), 0));
        assertThat(refusals(DeployOptions.SAFE, test.file("plugin", "1.0.0")))
                .containsExactly(DeployRefusal.REQUIRED_MISSING);
    }

    private static ChainPreview missing(String name) {
        return new ChainPreview("point", true, List.of(), List.of(), List.of(), List.of(name), 0);
    }

    @Test
    void aReleaseThatHasNoCodeCannotRegisterTheRequiredHook() throws Exception {
        test.control.previews.add(missing("plugin"));
        assertThat(refusals(DeployOptions.SAFE, test.file("plugin", "1.0.0", "complete=true")))
                .containsExactly(DeployRefusal.REQUIRED_MISSING);
        assertThat(refusals(DeployOptions.SAFE, test.file("plugin", "1.1.0")))
                .as("its code may register the hook")
                .isEmpty();
    }

    @Test
    void aRequiredHookThatNoReleaseHasRegisteredIsNoticedBeforePublishing() throws Exception {
        test.deploy(test.file("plugin", "1.0.0"));
        test.control.previews.add(missing("plugin"));
        test.events.clear();
        DeployRefusedException refused = refusal(() -> test.deploy(test.file("plugin", "1.1.0")));
        assertThat(refused.refusal()).isEqualTo(DeployRefusal.REQUIRED_MISSING);
        assertThat(refused)
                .hasMessageContaining("point requires plugin, and no release of the change has registered it");
        assertThat(test.events).contains("uninstall plugin 1.1.0").doesNotContain("publish");
        assertThat(test.desired()).containsExactly("plugin 1.0.0");
        test.deployer()
                .deploy(
                        List.of(test.file("plugin", "1.2.0")),
                        DeployOptions.SAFE.withRipple(true),
                        ProgressListener.NONE);
        assertThat(test.desired()).containsExactly("plugin 1.2.0");
    }

    @Test
    void aPointThatAReleaseRequiresWithoutAHookIsNamedInThePlanAndTheReport() throws Exception {
        String file = test.file("plugin", "1.0.0", "point=http.pre-request");
        assertThat(plan(DeployOptions.SAFE, file).notes())
                .containsExactly("hint: plugin 1.0.0 requires the hook point http.pre-request and declares no hook for"
                        + " it: is @Component missing on its class? Unless its code registers one, which a plan cannot"
                        + " see");
        assertThat(test.deploy(file).notes())
                .containsExactly("plugin 1.0.0 requires the hook point http.pre-request and has registered no hook"
                        + " there: is @Component missing on its class?");
        assertThat(test.deployer().history().get(0).waivers())
                .as("nothing was waived")
                .isEmpty();
    }

    @Test
    void aHookOfTheWrongContractIsRefused() throws Exception {
        test.control.previews.add(new ChainPreview(
                "point",
                true,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                List.of("check: expects another type"),
                null));
        Plan plan = plan(DeployOptions.SAFE, test.file("plugin", "1.0.0"));
        assertThat(plan.refusals()).extracting(Plan.Refusal::kind).containsExactly(DeployRefusal.NOT_READY);
        assertThat(plan.refusals().get(0).message()).isEqualTo("point would refuse check: expects another type");
    }

    @Test
    void aPlanForAnUnknownPointNamesTheOneThatMayBeMeant() throws Exception {
        test.control.previews.add(new ChainPreview(
                "pont", false, List.of(), List.of("check"), List.of(), List.of(), 0, List.of(), "point"));
        Plan plan = plan(DeployOptions.SAFE, test.file("plugin", "1.0.0"));
        assertThat(plan.chains().get(0).notes())
                .containsExactly("no host has opened this point: its hooks wait until one does; did you mean point?");
    }

    @Test
    void aRefusalNamesItsReleaseOnce() throws Exception {
        Plan plan = plan(
                DeployOptions.SAFE,
                test.file("a", "1.0.0", "refused=a 1.0.0 reaches too far"),
                test.file("b", "1.0.0", "refused=it reaches too far"));
        assertThat(plan.refusals())
                .extracting(Plan.Refusal::message)
                .containsExactly("a 1.0.0 reaches too far", "b 1.0.0: it reaches too far");
    }

    @Test
    void anUnexpectedErrorInOneFileRefusesThatFile() throws Exception {
        DeployRefusedException refused = refusal(() -> test.deploy(test.file("plugin", "1.0.0", "overflows=true")));
        assertThat(refused.refusal()).isEqualTo(DeployRefusal.DAMAGED);
        assertThat(refused).hasMessageContaining("StackOverflowError: nested too deep");
        test.deploy(test.file("plugin", "1.0.1"));
        assertThat(test.desired()).containsExactly("plugin 1.0.1");
    }

    @Test
    void aReleaseReplacesItsSnapshotAndNotTheOtherWayRound() throws Exception {
        test.deploy(test.file("plugin", "1.0.0.SNAPSHOT"));
        Plan plan = plan(DeployOptions.SAFE, test.file("plugin", "1.0.0", "lies=true"));
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.releases().get(0).versionVerdict())
                .isEqualTo("not compared: it is the release of the snapshot that runs");
        test.deploy(test.file("plugin", "1.0.0"));
        assertThat(refusals(DeployOptions.SAFE, test.file("plugin", "1.0.0.SNAPSHOT", "other=content")))
                .containsExactly(DeployRefusal.DOWNGRADE);
    }

    @Test
    void aVersionDoesNotLieAboutTheSameContent() throws Exception {
        String file = test.file("plugin", "1.0.0", "lies=true");
        test.deploy(file);
        Plan plan = plan(DeployOptions.SAFE, file);
        assertThat(plan.refusals()).extracting(Plan.Refusal::kind).containsExactly(DeployRefusal.ALREADY_RUNNING);
        assertThat(plan.releases().get(0).versionVerdict()).isEqualTo("not compared: it has the same content");
        assertThat(refusals(DeployOptions.SAFE, test.file("plugin", "1.0.0", "lies=true", "other=content")))
                .containsExactly(DeployRefusal.SAME_VERSION);
    }

    @Test
    void anOrderThatRefusesAHookIsRefused() throws Exception {
        test.control.previews.add(new ChainPreview(
                "point", true, List.of(), List.of(), List.of("check: a before b before a"), List.of(), 0));
        Plan plan = plan(DeployOptions.SAFE, test.file("plugin", "1.0.0"));
        assertThat(plan.refusals()).extracting(Plan.Refusal::kind).containsExactly(DeployRefusal.ORDER_CYCLE);
        assertThat(plan.chains().get(0).notes()).contains("refused by the order: check: a before b before a");
    }

    @Test
    void twoReleasesOfOnePluginInOneChangeAreRefused() throws Exception {
        String one = test.file("plugin", "1.0.0");
        String other = test.file("plugin", "2.0.0");
        assertThat(refusalOf(() -> plan(DeployOptions.SAFE, one, other))).isEqualTo(DeployRefusal.SAME_VERSION);
    }

    @Test
    void aReplacementOfAPluginThatDoesNotRunIsRefused() throws Exception {
        assertThat(refusals(DeployOptions.SAFE.withReplacing(true), test.file("plugin", "1.0.0")))
                .containsExactly(DeployRefusal.UNKNOWN);
    }
}
