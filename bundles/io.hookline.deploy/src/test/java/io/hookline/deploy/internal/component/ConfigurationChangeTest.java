package io.hookline.deploy.internal.component;

import static io.hookline.deploy.internal.component.TestDeployment.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.deploy.CanaryOptions;
import io.hookline.deploy.ChangeRequest;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.Plan;
import io.hookline.deploy.Prepared;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.SetConfigurations;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that check configurations, set them, and bring earlier ones back. */
final class ConfigurationChangeTest {

    private static final DeployOptions BACK = DeployOptions.SAFE.withConfiguration(true);

    @TempDir
    private Path folder;

    private final FakeConfigurations configurations = new FakeConfigurations();
    private TestDeployment test;

    @BeforeEach
    void start() throws Exception {
        test = new TestDeployment(folder);
        test.configurations = configurations;
        test.start();
    }

    @AfterEach
    void close() {
        test.close();
    }

    private String old() throws Exception {
        return test.file("a", "1.0.0", "pid=p", "takes=", "takes=old", "takes=older");
    }

    private String next() throws Exception {
        return test.file("a", "1.1.0", "pid=p", "takes=old", "takes=older", "takes=new");
    }

    private SetConfigurations recorded() {
        return test.deployer().history().get(0).configurations();
    }

    private Plan plan(ChangeRequest request) throws Exception {
        return test.deployer().plan(request);
    }

    private DeployResult make(ChangeRequest request) throws Exception {
        try (Prepared prepared = test.prepare(request)) {
            return prepared.commit(ProgressListener.NONE);
        }
    }

    private static DeployOptions setting(String... settings) {
        return DeployOptions.SAFE.withSettings(List.of(settings));
    }

    @Test
    void aSetRecordsTheRevisionsAroundIt() throws Exception {
        configurations.set("p", "older");
        configurations.set("q", "of another plugin");
        test.deploy(old());
        assertThat(recorded()).isEqualTo(new SetConfigurations(Map.of(), Map.of("p", 1L)));
        configurations.set("p", "old");
        test.deploy(next());
        assertThat(recorded()).isEqualTo(new SetConfigurations(Map.of("p", 2L), Map.of("p", 2L)));
        test.deploy(test.file("b", "1.0.0"));
        assertThat(recorded()).isEqualTo(new SetConfigurations(Map.of("p", 2L), Map.of("p", 2L)));
        try (TestDeployment again = test.crash()) {
            test.close();
            again.start();
            assertThat(again.deployer().history().get(0).configurations())
                    .isEqualTo(new SetConfigurations(Map.of("p", 2L), Map.of("p", 2L)));
        }
    }

    @Test
    void aRollbackNamesWhatDoesNotFitAndBringsBackWhatTheReleaseRanWithAtLast() throws Exception {
        configurations.set("p", "older");
        long first = test.deploy(old()).set();
        configurations.set("p", "old");
        test.deploy(next());
        configurations.set("p", "new");

        DeployRefusedException refused = refusal(() -> make(ChangeRequest.rollback(first, DeployOptions.SAFE)));
        assertThat(refused.refusal()).isEqualTo(DeployRefusal.CONFIGURATION);
        assertThat(refused)
                .hasMessage("a 1.0.0 is not fit to start: p: it does not take 'new'; revision 2 fits: --with-config"
                        + " brings it back");
        assertThat(plan(ChangeRequest.rollback(List.of("a"), 0, DeployOptions.SAFE))
                        .refusals())
                .extracting(Plan.Refusal::message)
                .containsExactly(refused.getMessage());
        String downgrade = old();
        assertThat(plan(ChangeRequest.deploy(List.of(downgrade), DeployOptions.SAFE.withDowngrade(true)))
                        .refusals())
                .extracting(Plan.Refusal::kind)
                .contains(DeployRefusal.CONFIGURATION);

        assertThat(plan(ChangeRequest.rollback(first, BACK)).notes())
                .containsExactly("configuration: p goes back to revision 2");
        assertThat(configurations.changes).as("a plan changes nothing").isEmpty();
        DeployResult result = make(ChangeRequest.rollback(first, BACK));
        assertThat(configurations.changes).containsExactly("rolled back to set " + first + ": p = old");
        assertThat(result.notes()).contains("configuration: p goes back to revision 2");
        assertThat(recorded()).isEqualTo(new SetConfigurations(Map.of("p", 3L), Map.of("p", 4L)));
        assertThat(test.deployer().history().get(0).waivers())
                .as("nothing was waived")
                .isEmpty();
    }

    @Test
    void onePluginGoesBackWithItsConfiguration() throws Exception {
        configurations.set("p", "old");
        test.deploy(old());
        long second = test.deploy(next()).set();
        configurations.set("p", "new");
        make(ChangeRequest.rollback(List.of("a"), 0, BACK));
        assertThat(test.desired()).containsExactly("a 1.0.0");
        assertThat(configurations.current("p")).isEqualTo("old");
        configurations.set("p", "older");
        make(ChangeRequest.rollback(List.of("a"), second, BACK));
        assertThat(test.desired()).containsExactly("a 1.1.0");
        assertThat(configurations.current("p")).as("its set ended with it").isEqualTo("new");
    }

    @Test
    void anUnknownKeyIsNotedAndDoesNotKeepAReleaseFromComingBack() throws Exception {
        configurations.set("p", "old");
        test.deploy(old());
        test.deploy(next());
        configurations.set("p", "older");
        configurations.unknown.put("p", Set.of("extra", "burst"));
        assertThat(make(ChangeRequest.rollback(List.of("a"), 0, DeployOptions.SAFE))
                        .notes())
                .contains("configuration: a 1.0.0 does not know burst, extra of p, which stays set without"
                        + " effect; revision 1 fits: --with-config brings it back");
        assertThat(test.deployer().history().get(0).waivers()).isEmpty();
    }

    @Test
    void anOldSetWithoutRevisionsIsReadable() throws Exception {
        test.configurations = null;
        test.deploy(old());
        assertThat(recorded()).isNull();
        test.configurations = configurations;
        configurations.set("p", "old");
        test.deploy(next());
        assertThat(recorded().before()).as("with which the old set ended").isEqualTo(Map.of("p", 1L));
    }

    @Test
    void anOptionIsSetInTheSameChangeAndCheckedBeforeIt() throws Exception {
        String file = next();
        assertThat(refusal(() -> make(ChangeRequest.deploy(List.of(file), setting("text=wrong")))))
                .hasMessageContaining("it does not take 'wrong'; fix it in conf/, with hook:config, or with --set");
        assertThat(configurations.changes).isEmpty();
        assertThat(plan(ChangeRequest.deploy(List.of(file), setting("text=new")))
                        .notes())
                .containsExactly("configuration: p gets text");
        make(ChangeRequest.deploy(List.of(file), setting("text=new")));
        assertThat(configurations.changes).containsExactly("deployed a 1.1.0: p = new");
        assertThat(recorded()).isEqualTo(new SetConfigurations(Map.of(), Map.of("p", 1L)));
    }

    @Test
    void whatIsSetIsUndoneWhereverTheChangeEnds() throws Exception {
        String failing = test.file("a", "1.1.0", "pid=p", "takes=new", "fails-to-start=true");
        refusal(() -> make(ChangeRequest.deploy(List.of(failing), setting("text=new"))));
        assertThat(configurations.changes)
                .containsExactly("deployed a 1.1.0: p = new", "undone: deployed a 1.1.0: p = ");

        configurations.changes.clear();
        test.prepare(ChangeRequest.deploy(List.of(test.file("a", "1.1.1", "pid=p", "takes=new")), setting("text=new")))
                .abort();
        assertThat(configurations.changes).endsWith("undone: deployed a 1.1.1: p = ");

        configurations.changes.clear();
        test.deploy(test.file("a", "1.0.0", "pid=p", "takes="));
        test.bundles.onHandOver = () -> {
            throw new IllegalStateException("no handover");
        };
        assertThatThrownBy(() -> make(ChangeRequest.deploy(
                        List.of(test.file("a", "1.1.2", "pid=p", "takes=new")), setting("text=new"))))
                .hasMessage("no handover");
        assertThat(configurations.changes).endsWith("undone: deployed a 1.1.2: p = ");
        assertThat(configurations.current("p")).isEmpty();
        assertThat(test.desired()).containsExactly("a 1.0.0");
    }

    @Test
    void aRunningReleaseThatRefusesTheConfigurationOrRestartsForItIsNamed() throws Exception {
        String file = next();
        ChangeRequest request = ChangeRequest.deploy(List.of(file), setting("text=new"));
        configurations.clashes.add("p: 'other' is missing");
        assertThat(refusal(() -> make(request)))
                .hasMessageContaining("'other' is missing; stop that first (hook:stop a)");
        configurations.clashes.clear();
        configurations.restarts.add("component");
        assertThat(refusal(() -> make(request)).refusal()).isEqualTo(DeployRefusal.RIPPLE);
        make(ChangeRequest.deploy(List.of(file), setting("text=new").withRipple(true)));
        assertThat(test.deployer().history().get(0).waivers())
                .containsExactly("component must be restarted for the configuration of a 1.1.0, and serves no calls"
                        + " meanwhile");
    }

    @Test
    void theStartAndThePromotionOfACanaryAreCheckedAndRecorded() throws Exception {
        configurations.set("p", "new");
        test.deploy(test.file("a", "1.0.0", "pid=p", "takes=new"));
        String unfit = test.file("a", "1.1.0", "pid=p", "takes=other");
        assertThat(refusal(() -> test.canary(unfit)).refusal()).isEqualTo(DeployRefusal.CONFIGURATION);
        test.deployer()
                .canary(
                        test.file("a", "1.2.0", "pid=p", "takes=new", "takes=newer"),
                        CanaryOptions.DEFAULT.withAutomatic(false),
                        DeployOptions.SAFE,
                        ProgressListener.NONE);
        configurations.set("p", "newer");
        test.deployer().promoteCanary("a", ProgressListener.NONE);
        assertThat(recorded()).isEqualTo(new SetConfigurations(Map.of("p", 2L), Map.of("p", 2L)));
    }

    @Test
    void whatIsSetForACandidateGoesWithItAndStaysWithItsPromotion() throws Exception {
        test.deploy(test.file("a", "1.0.0", "pid=p", "takes=", "takes=new"));
        String candidate = test.file("a", "1.1.0", "pid=p", "takes=", "takes=new");
        CanaryOptions manual = CanaryOptions.DEFAULT.withAutomatic(false);
        test.deployer().canary(candidate, manual, setting("text=new"), ProgressListener.NONE);
        assertThat(configurations.current("p")).isEqualTo("new");
        test.deployer().abortCanary("a", ProgressListener.NONE);
        assertThat(configurations.current("p")).isEmpty();

        test.deployer().canary(candidate, manual, setting("text=new"), ProgressListener.NONE);
        test.deployer().promoteCanary("a", ProgressListener.NONE);
        assertThat(configurations.current("p")).isEqualTo("new");
    }
}
