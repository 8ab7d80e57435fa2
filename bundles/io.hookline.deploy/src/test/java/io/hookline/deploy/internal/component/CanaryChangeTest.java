package io.hookline.deploy.internal.component;

import static io.hookline.deploy.internal.component.TestDeployment.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.runtime.Actor;
import io.hookline.deploy.CanaryOptions;
import io.hookline.deploy.CanaryState;
import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.ChangeRequest;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.Prepared;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.QuarantineEntry;
import io.hookline.deploy.ReleaseState;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Canaries from the first call to their end. */
final class CanaryChangeTest {

    private static final Actor ALICE = new Actor(Actor.Kind.SHELL, "alice");

    @TempDir
    private Path folder;

    private TestDeployment test;

    @BeforeEach
    void start() throws Exception {
        test = new TestDeployment(folder).start();
        test.deploy(test.file("plugin", "1.0.0"));
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aCandidateTakesItsRouteAndTheDesiredSetStays() throws Exception {
        test.canary(test.file("plugin", "1.1.0"));
        assertThat(test.control.routes()).containsExactly("canary plugin 1.1.0 (5 %)");
        assertThat(test.state("plugin", "1.1.0")).isEqualTo(ReleaseState.CANARY);
        assertThat(test.desired()).containsExactly("plugin 1.0.0");
        assertThat(test.deployer().canaries()).extracting(CanaryStatus::state).containsExactly(CanaryState.RUNNING);
    }

    @Test
    void aPreparedCandidateTakesNoCall() throws Exception {
        ChangeRequest request =
                ChangeRequest.canary(test.file("plugin", "1.1.0"), CanaryOptions.DEFAULT, DeployOptions.SAFE);
        try (Prepared prepared = test.prepare(request)) {
            assertThat(prepared.plan().leaving()).containsExactly("plugin 1.0.0");
            assertThat(test.control.routes()).isEmpty();
            assertThat(test.deployer().canaries()).isEmpty();
        }
        assertThat(test.bundles.installed).containsOnlyKeys("plugin 1.0.0");
    }

    @Test
    void aPromotionReplacesTheStableRelease() throws Exception {
        test.canary(test.file("plugin", "1.1.0"));
        test.deployer().promoteCanary("plugin", ProgressListener.NONE);
        assertThat(test.control.routes()).isEmpty();
        assertThat(test.control.running()).containsExactly("plugin@1.1.0");
        assertThat(test.desired()).containsExactly("plugin 1.1.0");
        assertThat(test.deployer().history().get(0).cause()).isEqualTo("canary promoted by hand: plugin 1.1.0");
        assertThat(test.deployer().canaries()).extracting(CanaryStatus::state).containsExactly(CanaryState.PROMOTED);
    }

    @Test
    void anAbortedPromotionLeavesTheCanaryRunning() throws Exception {
        test.canary(test.file("plugin", "1.1.0"));
        test.prepare(ChangeRequest.promote("plugin", DeployOptions.SAFE)).abort();
        assertThat(test.control.routes()).hasSize(1);
        assertThat(test.deployer().canaries()).extracting(CanaryStatus::state).containsExactly(CanaryState.RUNNING);
    }

    @Test
    void anEndedCanaryIsRemoved() throws Exception {
        test.canary(test.file("plugin", "1.1.0"));
        test.deployer().abortCanary("plugin", ProgressListener.NONE);
        assertThat(test.control.routes()).isEmpty();
        assertThat(test.bundles.installed).containsOnlyKeys("plugin 1.0.0");
        assertThat(test.deployer().canaries()).extracting(CanaryStatus::state).containsExactly(CanaryState.ROLLED_BACK);
    }

    @Test
    void aCanaryIsShownThroughoutItsPromotionAndPromotedOncePublished() throws Exception {
        test.canary(test.file("plugin", "1.1.0"));
        List<String> shown = noteStates();
        test.deployer().promoteCanary("plugin", ProgressListener.NONE);
        assertThat(shown).containsExactly("publish [RUNNING]", "drain [PROMOTED]");
    }

    @Test
    void aCanaryIsShownThroughoutItsEndAndRolledBackOncePublished() throws Exception {
        test.canary(test.file("plugin", "1.1.0"));
        List<String> shown = noteStates();
        test.deployer().abortCanary("plugin", ProgressListener.NONE);
        assertThat(shown).containsExactly("publish [RUNNING]", "drain [ROLLED_BACK]");
    }

    @Test
    void aCanaryThatIsRolledBackAtOnceIsShownAsSuchFromThenOn() throws Exception {
        test.canary(test.file("plugin", "1.1.0"));
        test.bundles.installed.get("plugin 1.1.0").active = false;
        List<String> shown = noteStates();
        test.deployer().poll();
        assertThat(shown).containsExactly("publish [RUNNING]", "publish [ROLLED_BACK]", "drain [ROLLED_BACK]");
    }

    @Test
    void aCanaryWhoseEndCannotBePublishedRunsOn() throws Exception {
        test.canary(test.file("plugin", "1.1.0"));
        test.control.onPublish = () -> {
            throw new IllegalStateException("not published");
        };
        assertThatThrownBy(() -> test.deployer().abortCanary("plugin", ProgressListener.NONE))
                .hasMessageContaining("not published");
        assertThat(states()).containsExactly(CanaryState.RUNNING);
        test.control.onPublish = () -> {};
        test.deployer().abortCanary("plugin", ProgressListener.NONE);
        assertThat(states()).containsExactly(CanaryState.ROLLED_BACK);
    }

    /** Notes the states of all canaries at each generation, before it is published, and at each wait for calls. */
    private List<String> noteStates() {
        List<String> shown = new CopyOnWriteArrayList<>();
        test.control.onPublish = () -> shown.add("publish " + states());
        test.control.onDrain = () -> shown.add("drain " + states());
        return shown;
    }

    private List<CanaryState> states() {
        return test.deployer().canaries().stream().map(CanaryStatus::state).toList();
    }

    @Test
    void aCandidateThatIsNotActiveAnyMoreIsRolledBackAndQuarantined() throws Exception {
        test.canary(test.file("plugin", "1.1.0"));
        test.bundles.installed.get("plugin 1.1.0").active = false;
        test.deployer().poll();
        assertThat(test.control.routes()).isEmpty();
        assertThat(test.state("plugin", "1.1.0")).isEqualTo(ReleaseState.QUARANTINED);
        assertThat(test.deployer().quarantine()).hasSize(1);
        assertThat(test.control.running()).containsExactly("plugin@1.0.0");
    }

    @Test
    void aCanaryThatHasEndedMeanwhileIsNotPromoted() throws Exception {
        test.canary(test.file("plugin", "1.1.0"));
        Prepared promotion = test.prepare(ChangeRequest.promote("plugin", DeployOptions.SAFE));
        test.bundles.installed.get("plugin 1.1.0").active = false;
        Thread poll = new Thread(() -> test.deployer().poll());
        poll.start();
        while (!test.control.routes().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(refusalOf(() -> promotion.commit(ProgressListener.NONE))).isEqualTo(DeployRefusal.UNKNOWN);
        poll.join(60_000);
        assertThat(test.control.running()).containsExactly("plugin@1.0.0");
        assertThat(test.desired()).containsExactly("plugin 1.0.0");
    }

    @Test
    void aPluginWithACanaryIsNotChangedOtherwise() throws Exception {
        test.canary(test.file("plugin", "1.1.0"));
        assertThat(refusalOf(() -> test.deploy(test.file("plugin", "1.2.0")))).isEqualTo(DeployRefusal.BUSY);
        assertThat(refusalOf(
                        () -> test.deployer().remove(List.of("plugin"), DeployOptions.SAFE, ProgressListener.NONE)))
                .isEqualTo(DeployRefusal.BUSY);
    }

    @Test
    void aCanaryOfAPluginThatDoesNotRunIsRefused() {
        assertThat(refusalOf(() -> test.canary(test.file("other", "1.0.0")))).isEqualTo(DeployRefusal.UNKNOWN);
    }

    @Test
    void anAbortIsAChangeInItsTurn() throws Exception {
        test.canary(test.file("plugin", "1.1.0"));
        ChangeRequest abort = ChangeRequest.abort("plugin", DeployOptions.SAFE);
        assertThat(test.deployer().plan(abort).leaving()).containsExactly("plugin 1.1.0");
        try (Prepared prepared = test.prepare(abort)) {
            assertThat(states()).containsExactly(CanaryState.RUNNING);
            assertThat(prepared.commit(ProgressListener.NONE).left()).containsExactly("plugin 1.1.0");
        }
        assertThat(states()).containsExactly(CanaryState.ROLLED_BACK);
        assertThat(refusalOf(() -> test.deployer().abortCanary("plugin", ProgressListener.NONE)))
                .isEqualTo(DeployRefusal.UNKNOWN);
    }

    @Test
    void aQuarantineIsAChangeInItsTurnOfAnActor() throws Exception {
        test.canary(test.file("plugin", "1.1.0"));
        ChangeRequest request =
                ChangeRequest.quarantine("plugin", "1.1.0", "it misbehaves", DeployOptions.SAFE.withActor(ALICE));
        try (Prepared prepared = test.prepare(request)) {
            assertThat(prepared.plan().leaving()).containsExactly("plugin 1.1.0");
            assertThat(test.deployer().quarantine()).isEmpty();
            prepared.commit(ProgressListener.NONE);
        }
        assertThat(test.deployer().quarantine()).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo(ALICE);
            assertThat(entry.reason()).isEqualTo("it misbehaves");
        });
        assertThat(states()).containsExactly(CanaryState.ROLLED_BACK);
        test.deployer().actingFor(ALICE).quarantine("plugin", "1.0.0", "it does, too");
        assertThat(test.deployer().quarantine())
                .extracting(QuarantineEntry::actor)
                .containsOnly(ALICE);
    }

    @Test
    void aPromotionRecordsTheActorThatItsOptionsName() throws Exception {
        test.canary(test.file("plugin", "1.1.0"));
        test.deployer().promoteCanary("plugin", DeployOptions.SAFE.withActor(ALICE), ProgressListener.NONE);
        assertThat(test.deployer().history().get(0).actor()).isEqualTo(ALICE);
    }

    @Test
    void aQuarantinedCandidateIsRemoved() throws Exception {
        test.canary(test.file("plugin", "1.1.0"));
        test.deployer().quarantine("plugin", "1.1.0", "it misbehaves");
        assertThat(test.control.routes()).isEmpty();
        assertThat(test.bundles.installed).containsOnlyKeys("plugin 1.0.0");
    }
}
