package io.hookline.deploy.internal.component;

import static io.hookline.deploy.internal.component.TestDeployment.refusal;
import static io.hookline.deploy.internal.component.TestDeployment.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the status, the desired set and the commands say is what really runs. */
final class WholeSetTest {

    private static final DeployOptions FORCED = DeployOptions.SAFE.withRipple(true);
    private static final DeployOptions WAIVED = FORCED.withWaived(Set.of("report"));

    @TempDir
    private Path folder;

    private TestDeployment test;

    @BeforeEach
    void deployBoth() throws Exception {
        test = new TestDeployment(folder).start();
        test.deploy(test.file("store", "1.0.0"), test.file("report", "1.0.0", "needs=store"));
    }

    @AfterEach
    void close() {
        test.bundles.stopGate.countDown();
        test.close();
    }

    @Test
    void aSetThatCannotStartWholeIsNotWrittenWithoutAWaiverByName() throws Exception {
        DeployRefusedException refusal = refusal(() -> remove("store", FORCED));
        assertThat(refusal.refusal()).isEqualTo(DeployRefusal.SET_INCOMPLETE);
        assertThat(refusal).hasMessageContaining("needs=store").hasMessageContaining("--waive report");
        assertThat(refusalOf(() -> test.deployer().stop(List.of("store"), FORCED, ProgressListener.NONE)))
                .isEqualTo(DeployRefusal.SET_INCOMPLETE);
        assertThat(test.desired()).containsExactly("report 1.0.0", "store 1.0.0");
        assertThat(test.state("report", "1.0.0")).isEqualTo(ReleaseState.RUNNING);
    }

    @Test
    void aReleaseThatLostWhatItNeedsWaitsAndEveryCommandSaysSo() throws Exception {
        DeployResult result = remove("store", WAIVED);
        assertThat(result.notes()).contains("report 1.0.0 does not run: it is not active");
        assertThat(test.deployer().history().get(0).waivers())
                .containsExactly("waived for report, which waits: it needs=store, which is not here");
        assertThat(test.state("report", "1.0.0")).isEqualTo(ReleaseState.WAITING);
        assertThat(test.status("report", "1.0.0").why()).isEqualTo("it is not active");
        assertThat(refusal(() -> start("report")))
                .hasMessageContaining("needs=store")
                .extracting(DeployRefusedException::refusal)
                .isEqualTo(DeployRefusal.UNRESOLVED);
    }

    @Test
    void theSameContentIsNotDeployedAgainWhileItWaits() throws Exception {
        remove("store", WAIVED);
        assertThat(refusal(() -> test.deploy("report@1.0.0")))
                .hasMessageContaining("WAITING: it is not active; to start it now: hook:start report")
                .extracting(DeployRefusedException::refusal)
                .isEqualTo(DeployRefusal.ALREADY_RUNNING);
    }

    @Test
    void whatWaitsAlreadyDoesNotKeepOtherChangesFromBeingMade() throws Exception {
        remove("store", WAIVED);
        assertThat(test.deploy(test.file("other", "1.0.0")).notes())
                .contains("report waits as before: it needs=store, which is not here");
    }

    @Test
    void aRollbackRestoresWhatRanAndNotOnlyWhatTheSetNames() throws Exception {
        remove("store", WAIVED);
        DeployResult result = rollback(DeployOptions.SAFE);
        assertThat(result.joined()).containsExactlyInAnyOrder("report 1.0.0", "store 1.0.0");
        assertThat(test.control.running()).containsExactly("report@1.0.0", "store@1.0.0");
        assertThat(test.state("report", "1.0.0")).isEqualTo(ReleaseState.RUNNING);
    }

    @Test
    void aRollbackThatCannotRestoreWhatRanChangesNothing() throws Exception {
        remove("store", WAIVED);
        test.bundles.failing.add("report 1.0.0");
        assertThat(refusalOf(() -> rollback(DeployOptions.SAFE))).isEqualTo(DeployRefusal.NOT_READY);
        assertThat(test.desired()).containsExactly("report 1.0.0");
        assertThat(test.state("report", "1.0.0")).isEqualTo(ReleaseState.WAITING);
        test.bundles.failing.clear();
        rollback(DeployOptions.SAFE);
        assertThat(test.state("report", "1.0.0")).isEqualTo(ReleaseState.RUNNING);
    }

    @Test
    void aRollbackToASetThatCannotStartWholeIsRefusedUnlessWaived() throws Exception {
        remove("store", WAIVED);
        test.deploy(test.file("other", "1.0.0"));
        assertThat(refusalOf(() -> rollback(DeployOptions.SAFE))).isEqualTo(DeployRefusal.UNRESOLVED);
        rollback(WAIVED);
        assertThat(test.desired()).containsExactly("report 1.0.0");
        assertThat(test.state("report", "1.0.0")).isEqualTo(ReleaseState.WAITING);
    }

    @Test
    void aReleaseThatIsNotActiveIsStartedAgain() throws Exception {
        test.bundles.installed.get("store 1.0.0").active = false;
        assertThat(test.state("store", "1.0.0")).isEqualTo(ReleaseState.WAITING);
        DeployResult result = test.deployer().start(List.of("store"), FORCED, ProgressListener.NONE);
        assertThat(result.joined()).containsExactly("store 1.0.0");
        assertThat(test.state("store", "1.0.0")).isEqualTo(ReleaseState.RUNNING);
        assertThat(refusalOf(() -> start("store"))).isEqualTo(DeployRefusal.ALREADY_RUNNING);
    }

    @Test
    void aReleaseWhoseContentWasReplacedByHandIsShownAsThatAndBroughtBackByARollback() throws Exception {
        test.deploy(test.file("other", "1.0.0"));
        test.bundles.installed.get("store 1.0.0").replacement = new ReleaseId("store", "1.5.0", 99);
        assertThat(test.status("store", "1.5.0").why()).contains("felix:update", "names 1.0.0", "hook:deploy FILE");
        test.bundles.installed.get("report 1.0.0").active = true;
        rollback(FORCED);
        assertThat(test.status("store", "1.0.0").state()).isEqualTo(ReleaseState.RUNNING);
        assertThat(test.control.published.get(test.control.published.size() - 1).leaving())
                .contains(new ReleaseId("store", "1.5.0", 99));
    }

    @Test
    void aSlowStopIsCounted() throws Exception {
        test.deploy(test.file("slow", "1.0.0", "stops-at-the-gate=true"));
        List<String> steps = new CopyOnWriteArrayList<>();
        test.deployer().remove(List.of("slow"), DeployOptions.SAFE, step -> {
            steps.add(step);
            if (step.endsWith("(1 of 2 s)")) {
                test.bundles.stopGate.countDown();
            }
        });
        assertThat(steps).contains("stopping slow 1.0.0", "stopping slow 1.0.0 (1 of 2 s)");
    }

    private DeployResult remove(String name, DeployOptions options) throws Exception {
        return test.deployer().remove(List.of(name), options, ProgressListener.NONE);
    }

    private DeployResult start(String name) throws Exception {
        return test.deployer().start(List.of(name), DeployOptions.SAFE, ProgressListener.NONE);
    }

    private DeployResult rollback(DeployOptions options) throws Exception {
        return test.deployer().rollback(0, options, ProgressListener.NONE);
    }
}
