package io.hookline.deploy.internal.component;

import static io.hookline.deploy.internal.component.TestDeployment.refusal;
import static io.hookline.deploy.internal.component.TestDeployment.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.deploy.ChangeRequest;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.Prepared;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change between its preparation and its commit. */
final class PreparedTest {

    @TempDir
    private Path folder;

    private TestDeployment test;

    @BeforeEach
    void start() throws Exception {
        test = new TestDeployment(folder).start();
        test.deploy(test.file("plugin", "1.0.0"));
        test.events.clear();
    }

    @AfterEach
    void close() {
        test.close();
    }

    private void assertOnlyTheOldReleaseIsThere() {
        assertThat(test.bundles.installed).containsOnlyKeys("plugin 1.0.0");
        assertThat(test.control.running()).containsExactly("plugin@1.0.0");
        assertThat(test.desired()).containsExactly("plugin 1.0.0");
        assertThat(test.state("plugin", "1.0.0")).isEqualTo(ReleaseState.RUNNING);
    }

    @Test
    void whatIsPreparedIsReadyAndNoCallReachesIt() throws Exception {
        int generations = test.control.published.size();
        Prepared prepared = test.prepare(test.file("plugin", "1.1.0"));
        assertThat(prepared.plan().leaving()).containsExactly("plugin 1.0.0");
        assertThat(prepared.expiresAt()).isAfter(Instant.now());
        assertThat(test.events).containsExactly("stage plugin 1.1.0", "start plugin 1.1.0");
        assertThat(test.control.held).extracting(id -> id.label()).containsExactly("plugin@1.1.0");
        assertThat(test.control.published).hasSize(generations);
        assertThat(test.control.running()).containsExactly("plugin@1.0.0");
        assertThat(test.desired()).containsExactly("plugin 1.0.0");
    }

    @Test
    void theCommitMakesTheChange() throws Exception {
        DeployResult result;
        try (Prepared prepared = test.prepare(test.file("plugin", "1.1.0"))) {
            result = prepared.commit(ProgressListener.NONE);
        }
        assertThat(result.set()).isEqualTo(test.deployer().history().get(0).number());
        assertThat(test.control.running()).containsExactly("plugin@1.1.0");
        assertThat(test.desired()).containsExactly("plugin 1.1.0");
    }

    @Test
    void anAbortUndoesThePreparation() throws Exception {
        Prepared prepared = test.prepare(test.file("plugin", "1.1.0"));
        prepared.abort();
        assertOnlyTheOldReleaseIsThere();
        assertThat(test.state("plugin", "1.1.0")).isEqualTo(ReleaseState.CLOSED);
        assertThat(test.control.held).isEmpty();
    }

    @Test
    void closingWithoutACommitAborts() throws Exception {
        try (Prepared prepared = test.prepare(test.file("plugin", "1.1.0"))) {
            assertThat(prepared.plan().refusals()).isEmpty();
        }
        assertOnlyTheOldReleaseIsThere();
    }

    @Test
    void aChangeIsCommittedOnce() throws Exception {
        Prepared prepared = test.prepare(test.file("plugin", "1.1.0"));
        prepared.commit(ProgressListener.NONE);
        assertThat(refusal(() -> prepared.commit(ProgressListener.NONE)).getMessage())
                .endsWith("was committed before");
        prepared.abort();
        assertThat(test.control.running()).containsExactly("plugin@1.1.0");
    }

    @Test
    void aSecondCommitSaysThatTheFirstOneWasCancelled() throws Exception {
        Prepared prepared = test.prepare(test.file("plugin", "1.1.0"));
        Thread caller = Thread.currentThread();
        // The caller takes note of the interrupt, cancels the change, and waits for its end again.
        test.bundles.onHandOver =
                () -> await().until(() -> !caller.isInterrupted() && caller.getState() == Thread.State.WAITING);
        caller.interrupt();
        assertThat(refusalOf(() -> prepared.commit(ProgressListener.NONE))).isEqualTo(DeployRefusal.CANCELLED);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(refusal(() -> prepared.commit(ProgressListener.NONE)).getMessage())
                .endsWith("was cancelled before it was published and is undone: prepare it again");
        assertOnlyTheOldReleaseIsThere();
    }

    @Test
    void aSecondCommitSaysThatTheFirstOneFailed() throws Exception {
        Prepared prepared = test.prepare(test.file("plugin", "1.1.0", "refuses-state=true"));
        assertThat(refusalOf(() -> prepared.commit(ProgressListener.NONE))).isEqualTo(DeployRefusal.STATE_REFUSED);
        assertThat(refusal(() -> prepared.commit(ProgressListener.NONE)).getMessage())
                .endsWith("has failed in its commit and is undone: prepare it again");
    }

    @Test
    void whatIsBeingPreparedWhenTheDeployerIsClosedDoesNotStay() throws Exception {
        String file = test.file("plugin", "1.1.0", "starts-at-the-gate=true");
        CompletableFuture<DeployRefusal> preparing =
                CompletableFuture.supplyAsync(() -> refusalOf(() -> test.prepare(file)));
        await().until(() -> test.events.contains("start plugin 1.1.0"));
        Thread closing = new Thread(test::close);
        closing.start();
        await("the deployer waits for the change").until(() -> Stream.of(closing.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("shut")));
        test.bundles.startGate.countDown();
        assertThat(preparing.get(60, TimeUnit.SECONDS)).isEqualTo(DeployRefusal.BUSY);
        closing.join();
        assertThat(test.bundles.installed).containsOnlyKeys("plugin 1.0.0");
    }

    @Test
    void anAbortedChangeCannotBeCommitted() throws Exception {
        Prepared prepared = test.prepare(test.file("plugin", "1.1.0"));
        prepared.abort();
        prepared.abort();
        assertThat(refusal(() -> prepared.commit(ProgressListener.NONE)).getMessage())
                .endsWith("was aborted");
        assertOnlyTheOldReleaseIsThere();
    }

    @Test
    void aCommitThatFailsUndoesThePreparation() throws Exception {
        Prepared prepared = test.prepare(test.file("plugin", "1.1.0", "refuses-state=true"));
        assertThat(refusalOf(() -> prepared.commit(ProgressListener.NONE))).isEqualTo(DeployRefusal.STATE_REFUSED);
        assertOnlyTheOldReleaseIsThere();
        test.deploy(test.file("plugin", "1.2.0"));
        assertThat(test.control.running()).containsExactly("plugin@1.2.0");
    }

    @Test
    void aChangeThatIsNotCommittedInTimeIsUndoneAndSaysSo() throws Exception {
        test.close();
        test = new TestDeployment(folder.resolve("expiring"), Duration.ofMillis(200), null).start();
        test.deploy(test.file("plugin", "1.0.0"));
        Prepared prepared = test.prepare(test.file("plugin", "1.1.0"));
        await().untilAsserted(() -> assertThat(test.state("plugin", "1.1.0")).isEqualTo(ReleaseState.CLOSED));
        assertThat(test.status("plugin", "1.1.0").why()).isEqualTo("it was prepared and not committed in time");
        assertThat(refusalOf(() -> prepared.commit(ProgressListener.NONE))).isEqualTo(DeployRefusal.EXPIRED);
        await().untilAsserted(this::assertOnlyTheOldReleaseIsThere);
        test.deploy(test.file("plugin", "1.2.0"));
        assertThat(test.control.running()).containsExactly("plugin@1.2.0");
    }

    @Test
    void aPreparedChangeKeepsOthersWaitingUntilItIsAborted() throws Exception {
        Prepared prepared = test.prepare(test.file("plugin", "1.1.0"));
        String other = test.file("other", "1.0.0");
        List<String> steps = new CopyOnWriteArrayList<>();
        CompletableFuture<DeployResult> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return test.deployer().deploy(List.of(other), DeployOptions.SAFE, steps::add);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        await().untilAsserted(() -> assertThat(steps)
                .anyMatch(step -> step.startsWith("waiting for another change: deploying ")
                        && step.contains("which is prepared and waits for its commit until ")));
        prepared.abort();
        assertThat(waiting.get(60, TimeUnit.SECONDS).joined()).containsExactly("other 1.0.0");
    }

    @Test
    void theProcessEndsOrderlyWithAPreparedChangeAborted() throws Exception {
        Prepared prepared = test.prepare(test.file("plugin", "1.1.0"));
        test.close();
        assertThat(test.bundles.installed).containsOnlyKeys("plugin 1.0.0");
        assertThat(refusalOf(() -> prepared.commit(ProgressListener.NONE))).isEqualTo(DeployRefusal.UNKNOWN);
    }

    @Test
    void aCrashAfterThePreparationLeavesNothingOfTheChange() throws Exception {
        test.prepare(test.file("plugin", "1.1.0"));
        try (TestDeployment next = test.crash().start()) {
            assertThat(next.bundles.retained)
                    .as("what the next process keeps installed")
                    .containsExactly(
                            next.deployer().history().get(0).artifacts().get(0).sha256() + ".jar");
            assertThat(next.desired()).containsExactly("plugin 1.0.0");
            assertThat(next.control.running()).containsExactly("plugin@1.0.0");
            assertThat(next.deployer().status())
                    .extracting(row -> row.version())
                    .containsExactly("1.0.0");
        }
    }

    @Test
    void aStopIsPreparedAndCommitted() throws Exception {
        try (Prepared prepared = test.prepare(ChangeRequest.stop(List.of("plugin"), DeployOptions.SAFE))) {
            assertThat(prepared.plan().leaving()).containsExactly("plugin 1.0.0");
            assertThat(test.control.running()).containsExactly("plugin@1.0.0");
            prepared.commit(ProgressListener.NONE);
        }
        assertThat(test.control.running()).isEmpty();
    }

    @Test
    void aRollbackIsPreparedAndCommitted() throws Exception {
        test.deploy(test.file("plugin", "1.1.0"));
        try (Prepared prepared = test.prepare(ChangeRequest.rollback(0, DeployOptions.SAFE))) {
            assertThat(prepared.plan().leaving()).containsExactly("plugin 1.1.0");
            assertThat(test.control.running()).containsExactly("plugin@1.1.0");
            prepared.commit(ProgressListener.NONE);
        }
        assertThat(test.control.running()).containsExactly("plugin@1.0.0");
    }

    @Test
    void aRefusedChangeDoesNotKeepTheTurn() throws Exception {
        assertThat(refusalOf(() -> test.prepare(test.file("bad", "1.0.0", "fails-to-start=true"))))
                .isEqualTo(DeployRefusal.NOT_READY);
        test.deploy(test.file("plugin", "1.1.0"));
        assertThat(test.control.running()).containsExactly("plugin@1.1.0");
    }
}
