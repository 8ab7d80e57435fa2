package io.hookline.deploy.internal.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.runtime.Actor;
import io.hookline.api.runtime.RuntimeEvent.CanaryJudged;
import io.hookline.api.runtime.RuntimeEvent.ReleaseStateChanged;
import io.hookline.deploy.CanaryOptions;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.Deployer;
import io.hookline.deploy.ProgressListener;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What listeners are told of changes, and by whom. */
final class DeployEventTest {

    private static final Actor ALICE = new Actor(Actor.Kind.SHELL, "alice");

    @TempDir
    private Path folder;

    private TestDeployment test;
    private Deployer alice;

    @BeforeEach
    void start() throws Exception {
        test = new TestDeployment(folder).start();
        alice = test.deployer().actingFor(ALICE);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aDeploymentTellsTheStatesOfItsReleaseWithTheActor() throws Exception {
        deploy("1.0.0");
        assertThat(states()).containsExactly("1.0.0 -LOADED shell:alice", "1.0.0 LOADED-RUNNING shell:alice");
        assertThat(test.told).extracting(event -> event.cause().reason()).containsOnly("deployed plugin 1.0.0");
        assertThat(alice.history().get(0).actor()).isEqualTo(ALICE);
        assertThat(test.control.causes).last().satisfies(cause -> {
            assertThat(cause.actor()).isEqualTo(ALICE);
            assertThat(cause.reason()).isEqualTo("deployed plugin 1.0.0");
        });
    }

    @Test
    void theReasonOfAChangeStandsInTheHistoryAndInItsEvents() throws Exception {
        Deployer reasoned = test.deployer().actingFor(ALICE, "JIRA-1");
        reasoned.deploy(List.of(test.file("plugin", "1.0.0")), DeployOptions.SAFE, ProgressListener.NONE);
        assertThat(alice.history().get(0)).satisfies(set -> {
            assertThat(set.reason()).isEqualTo("JIRA-1");
            assertThat(set.cause()).isEqualTo("deployed plugin 1.0.0");
        });
        assertThat(test.told).extracting(event -> event.cause().reason()).containsOnly("deployed plugin 1.0.0: JIRA-1");

        reasoned.canary(test.file("plugin", "1.1.0"), CanaryOptions.DEFAULT, DeployOptions.SAFE, ProgressListener.NONE);
        reasoned.promoteCanary("plugin", ProgressListener.NONE);
        assertThat(alice.history().get(0).reason()).isEqualTo("JIRA-1");

        deploy("1.2.0");
        assertThat(alice.history().get(0).reason()).isNull();
    }

    @Test
    void aSwapTellsWhatLeavesAndWhatJoins() throws Exception {
        deploy("1.0.0");
        test.told.clear();
        deploy("1.1.0");
        assertThat(states())
                .containsExactly(
                        "1.1.0 -LOADED shell:alice",
                        "1.1.0 LOADED-RUNNING shell:alice",
                        "1.0.0 RUNNING-STOPPING shell:alice",
                        "1.0.0 STOPPING-CLOSED shell:alice");
    }

    @Test
    void aDeploymentThatFailsTellsSo() {
        assertThatThrownBy(() -> alice.deploy(
                        List.of(test.file("plugin", "1.0.0", "fails-to-start=true")),
                        DeployOptions.SAFE,
                        ProgressListener.NONE))
                .isInstanceOf(DeployRefusedException.class);
        assertThat(states()).containsExactly("1.0.0 -LOADED shell:alice", "1.0.0 LOADED-FAILED shell:alice");
    }

    @Test
    void aCanaryThatIsPausedResumedAndEndedByHandTellsWhoDidSo() throws Exception {
        deploy("1.0.0");
        alice.canary(test.file("plugin", "1.1.0"), CanaryOptions.DEFAULT, DeployOptions.SAFE, ProgressListener.NONE);
        test.told.clear();
        alice.pauseCanary("plugin");
        alice.resumeCanary("plugin");
        alice.abortCanary("plugin", ProgressListener.NONE);
        assertThat(test.told)
                .filteredOn(CanaryJudged.class::isInstance)
                .map(CanaryJudged.class::cast)
                .extracting(judged -> judged.version() + " " + judged.verdict() + " "
                        + judged.cause().actor())
                .containsExactly("1.1.0 paused shell:alice", "1.1.0 resumed shell:alice", "1.1.0 aborted shell:alice");
        assertThat(states()).first().isEqualTo("1.1.0 CANARY-STOPPING shell:alice");
    }

    private void deploy(String version) throws Exception {
        alice.deploy(List.of(test.file("plugin", version)), DeployOptions.SAFE, ProgressListener.NONE);
    }

    private List<String> states() {
        return test.told.stream()
                .filter(ReleaseStateChanged.class::isInstance)
                .map(ReleaseStateChanged.class::cast)
                .map(change -> change.version() + " " + change.before() + "-" + change.after() + " "
                        + change.cause().actor())
                .toList();
    }
}
