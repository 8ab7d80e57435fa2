package io.hookline.deploy.internal.component;

import static io.hookline.deploy.internal.component.TestDeployment.refusal;
import static io.hookline.deploy.internal.component.TestDeployment.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.runtime.Actor;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.JoinedHooks;
import io.hookline.deploy.Prepared;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.engine.release.ReleaseHook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of the desired set, and that a change which fails at any step leaves everything as it was. */
final class ChangeTest {

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

    @Test
    void aDeployedReleaseRunsAndIsInTheDesiredSet() throws Exception {
        DeployResult result = test.deploy(test.file("plugin", "1.0.0"));
        assertThat(result.joined()).containsExactly("plugin 1.0.0");
        assertThat(test.control.running()).containsExactly("plugin@1.0.0");
        assertThat(test.desired()).containsExactly("plugin 1.0.0");
        assertThat(test.state("plugin", "1.0.0")).isEqualTo(ReleaseState.RUNNING);
    }

    @Test
    void aSwapStagesTheNewReleaseFirstAndRemovesTheOldOneLast() throws Exception {
        test.deploy(test.file("plugin", "1.0.0"));
        test.events.clear();
        DeployResult result = test.deploy(test.file("plugin", "1.1.0"));
        assertThat(test.events)
                .containsExactly(
                        "stage plugin 1.1.0",
                        "start plugin 1.1.0",
                        "hand over to plugin 1.1.0",
                        "publish",
                        "drain",
                        "stop plugin 1.0.0",
                        "uninstall plugin 1.0.0");
        assertThat(result.left()).containsExactly("plugin 1.0.0");
        assertThat(result.notes()).contains("state was handed over");
        assertThat(test.control.running()).containsExactly("plugin@1.1.0");
        assertThat(test.state("plugin", "1.0.0")).isEqualTo(ReleaseState.CLOSED);
    }

    @Test
    void releasesThatAreDeployedTogetherJoinInOneGeneration() throws Exception {
        int before = test.control.published.size();
        test.deploy(test.file("one", "1.0.0"), test.file("two", "1.0.0"));
        assertThat(test.control.published).hasSize(before + 1);
        assertThat(test.control.running()).containsExactly("one@1.0.0", "two@1.0.0");
    }

    // ---- failures --------------------------------------------------------------------------------------------------

    @Test
    void aFileThatIsDamagedChangesNothing() throws Exception {
        assertUntouchedBy(test.file("plugin", "1.1.0", "damaged=true"), DeployRefusal.DAMAGED);
    }

    @Test
    void aFailedInstallationChangesNothing() throws Exception {
        assertUntouchedBy(test.file("plugin", "1.1.0", "fails-to-install=true"), DeployRefusal.NOT_READY);
    }

    @Test
    void aFaultOfTheTypeChangesNothing() throws Exception {
        assertUntouchedBy(test.file("plugin", "1.1.0", "breaks-the-type=true"), DeployRefusal.NOT_READY);
    }

    @Test
    void aFailedStartChangesNothing() throws Exception {
        assertUntouchedBy(test.file("plugin", "1.1.0", "fails-to-start=true"), DeployRefusal.NOT_READY);
        assertThat(test.state("plugin", "1.1.0")).isEqualTo(ReleaseState.FAILED);
        assertThat(test.status("plugin", "1.1.0").why()).contains("plugin 1.1.0 is not ready");
    }

    @Test
    void aLaterGoodChangeOfThePluginEndsTheNewsOfAFailedOne() throws Exception {
        refusalOf(() -> test.deploy(test.file("plugin", "1.1.0", "fails-to-start=true")));
        test.deploy(test.file("other", "1.0.0"));
        assertThat(test.state("plugin", "1.1.0")).isEqualTo(ReleaseState.FAILED);
        test.deploy(test.file("plugin", "1.2.0"));
        assertThat(test.deployer().status())
                .extracting(row -> row.name() + " " + row.version() + " " + row.state())
                .contains("plugin 1.2.0 RUNNING")
                .noneMatch(row -> row.endsWith("FAILED"));
    }

    @Test
    void howLongTheRestartOfDependantsTakesIsTold() throws Exception {
        test.deploy(test.file("library", "1.0.0", "restarts-at-the-gate=true"));
        List<String> steps = new CopyOnWriteArrayList<>();
        test.deployer().deploy(List.of(test.file("library", "1.1.0")), DeployOptions.SAFE, step -> {
            steps.add(step);
            if (step.contains("starting again")) {
                test.bundles.stopGate.countDown();
            }
        });
        assertThat(steps)
                .anyMatch(step ->
                        step.startsWith("uninstalling library 1.0.0, and starting again what depends on it (1 s)"));
    }

    @Test
    void whatArrivedBesideAReleaseThatFailedIsNotToldToHaveFailed() throws Exception {
        String good = test.file("good", "1.0.0");
        String bad = test.file("bad", "1.0.0", "fails-to-start=true");
        refusalOf(() -> test.deploy(good, bad));
        assertThat(test.state("bad", "1.0.0")).isEqualTo(ReleaseState.FAILED);
        assertThat(test.deployer().status()).noneMatch(row -> row.name().equals("good"));
    }

    @Test
    void stateThatIsNotTakenOverChangesNothing() throws Exception {
        assertUntouchedBy(test.file("plugin", "1.1.0", "refuses-state=true"), DeployRefusal.STATE_REFUSED);
    }

    @Test
    void aDesiredSetThatCannotBeWrittenChangesNothing() throws Exception {
        test.deploy(test.file("plugin", "1.0.0"));
        Path sets = folder.resolve("deploy/sets");
        try (Stream<Path> all = Files.list(sets)) {
            for (Path file : all.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(sets);
        assertThat(refusalOf(() -> test.deploy(test.file("plugin", "1.1.0")))).isEqualTo(DeployRefusal.STORE_FAILED);
        assertThat(test.control.running()).containsExactly("plugin@1.0.0");
        assertThat(test.bundles.installed).containsOnlyKeys("plugin 1.0.0");
    }

    @Test
    void oneReleaseThatFailsTakesTheOthersOfItsChangeWithIt() throws Exception {
        String good = test.file("good", "1.0.0");
        String bad = test.file("bad", "1.0.0", "fails-to-start=true");
        assertThat(refusalOf(() -> test.deploy(good, bad))).isEqualTo(DeployRefusal.NOT_READY);
        assertThat(test.bundles.installed).isEmpty();
        assertThat(test.control.running()).isEmpty();
    }

    private void assertUntouchedBy(String source, DeployRefusal refusal) throws Exception {
        test.deploy(test.file("plugin", "1.0.0"));
        int generations = test.control.published.size();
        List<DesiredSet> history = test.deployer().history();
        assertThat(refusalOf(() -> test.deploy(source))).isEqualTo(refusal);
        assertThat(test.control.published).hasSize(generations);
        assertThat(test.deployer().history()).isEqualTo(history);
        assertThat(test.bundles.installed).containsOnlyKeys("plugin 1.0.0");
        assertThat(test.state("plugin", "1.0.0")).isEqualTo(ReleaseState.RUNNING);
        assertThat(test.control.running()).containsExactly("plugin@1.0.0");
    }

    @Test
    void anInterruptCancelsAChangeThatIsNotPublished() throws Exception {
        test.deploy(test.file("plugin", "1.0.0"));
        String source = test.file("plugin", "1.1.0", "waits-for-ever=true");
        Thread caller = Thread.currentThread();
        DeployRefusedException refused =
                refusal(() -> test.deployer().deploy(List.of(source), DeployOptions.SAFE, step -> {
                    if (step.equals("waiting until ready")) {
                        caller.interrupt();
                    }
                }));
        assertThat(Thread.interrupted()).as("the interrupt stays set").isTrue();
        assertThat(refused.refusal()).isEqualTo(DeployRefusal.CANCELLED);
        assertThat(test.bundles.installed).containsOnlyKeys("plugin 1.0.0");
        assertThat(test.state("plugin", "1.1.0")).isEqualTo(ReleaseState.CLOSED);
    }

    @Test
    void callsThatDoNotEndAreNotedAndTheOldReleaseIsRemoved() throws Exception {
        test.deploy(test.file("plugin", "1.0.0"));
        test.control.callsLeft = 3;
        DeployResult result = test.deploy(test.file("plugin", "1.1.0"));
        assertThat(result.callsLeft()).isEqualTo(3);
        assertThat(result.notes()).anyMatch(note -> note.startsWith("3 calls that began before generation"));
        assertThat(test.bundles.installed).containsOnlyKeys("plugin 1.1.0");
    }

    @Test
    void aStopThatHangsIsNotedAndItsReleaseStaysOutOfTheChains() throws Exception {
        test.deploy(test.file("plugin", "1.0.0", "hangs-in-stop=true"));
        DeployResult result = test.deploy(test.file("plugin", "1.1.0"));
        assertThat(result.notes()).contains("stopping plugin 1.0.0 went wrong: its stop hangs; it counts as stopped");
        assertThat(test.events).doesNotContain("uninstall plugin 1.0.0");
        assertThat(test.control.held).extracting(id -> id.label()).containsExactly("plugin@1.0.0");
    }

    // ---- other changes
    // -----------------------------------------------------------------------------------------------

    @Test
    void aRemovedPluginLeavesTheDesiredSet() throws Exception {
        test.deploy(test.file("plugin", "1.0.0"));
        test.deployer().remove(List.of("plugin"), DeployOptions.SAFE, ProgressListener.NONE);
        assertThat(test.desired()).isEmpty();
        assertThat(test.bundles.installed).isEmpty();
    }

    @Test
    void aStoppedPluginStaysInTheDesiredSetAndCanBeStarted() throws Exception {
        test.deploy(test.file("plugin", "1.0.0"));
        test.deployer().stop(List.of("plugin"), DeployOptions.SAFE, ProgressListener.NONE);
        assertThat(test.deployer().history().get(0).isStopped("plugin")).isTrue();
        assertThat(test.control.running()).isEmpty();
        assertThat(test.status("plugin", "1.0.0").why()).startsWith("stopped; to start it: hook:start plugin");
        assertThat(refusalOf(() -> test.deployer().stop(List.of("plugin"), DeployOptions.SAFE, ProgressListener.NONE)))
                .isEqualTo(DeployRefusal.ALREADY_STOPPED);
        test.deployer().start(List.of("plugin"), DeployOptions.SAFE, ProgressListener.NONE);
        assertThat(test.control.running()).containsExactly("plugin@1.0.0");
        assertThat(test.deployer().history().get(0).stopped()).isEmpty();
    }

    @Test
    void aRemovedReleaseKeepsItsLastCounts() throws Exception {
        test.deploy(test.file("plugin", "1.0.0"));
        test.control.hooks.put(
                test.bundles.installed.get("plugin 1.0.0").id(), List.of(hook("point", 40, 2), hook("other", 2, 1)));
        test.deploy(test.file("plugin", "1.1.0"));
        assertThat(test.state("plugin", "1.0.0")).isEqualTo(ReleaseState.CLOSED);
        assertThat(test.status("plugin", "1.0.0").calls()).isEqualTo(42);
        assertThat(test.status("plugin", "1.0.0").failures()).isEqualTo(3);
        assertThat(test.status("plugin", "1.1.0").calls()).isZero();
    }

    @Test
    void aReportNamesTheHooksThatCame() throws Exception {
        Prepared prepared = test.prepare(test.file("plugin", "1.0.0"));
        test.control.hooks.put(
                test.bundles.installed.get("plugin 1.0.0").id(),
                List.of(
                        hook("point", 0, 0),
                        hook("point", 0, 0),
                        ReleaseHook.refused("late", "hook", RefusalReason.UNKNOWN_POINT, "not open")));
        assertThat(prepared.commit(ProgressListener.NONE).hooks())
                .containsExactly(
                        new JoinedHooks("plugin 1.0.0", "point", 2, false),
                        new JoinedHooks("plugin 1.0.0", "late", 1, true));
    }

    private static ReleaseHook hook(String point, long calls, long failures) {
        return new ReleaseHook(point, "hook", null, null, calls, failures, null, 0, new Histogram(2));
    }

    @Test
    void aRollbackRestoresTheSetBeforeTheCurrent() throws Exception {
        test.deploy(test.file("plugin", "1.0.0"));
        test.deploy(test.file("plugin", "2.0.0"), test.file("other", "1.0.0"));
        DeployResult result = test.deployer().rollback(0, DeployOptions.SAFE, ProgressListener.NONE);
        assertThat(result.joined()).containsExactly("plugin 1.0.0");
        assertThat(test.control.running()).containsExactly("plugin@1.0.0");
        assertThat(test.desired()).containsExactly("plugin 1.0.0");
        assertThat(test.deployer().history().get(0).cause()).startsWith("rolled back to set");
    }

    @Test
    void aRollbackWithoutAnEarlierSetIsRefused() {
        assertThat(refusalOf(() -> test.deployer().rollback(0, DeployOptions.SAFE, ProgressListener.NONE)))
                .isEqualTo(DeployRefusal.UNKNOWN);
        assertThat(refusalOf(() -> test.deployer().rollback(99, DeployOptions.SAFE, ProgressListener.NONE)))
                .isEqualTo(DeployRefusal.UNKNOWN);
    }

    @Test
    void theHistoryNamesTheActorOfEachChange() throws Exception {
        Actor alice = new Actor(Actor.Kind.SHELL, "alice");
        test.deployer()
                .deploy(
                        List.of(test.file("plugin", "1.0.0")),
                        DeployOptions.SAFE.withActor(alice),
                        ProgressListener.NONE);
        assertThat(test.deployer().history())
                .extracting(DesiredSet::actor)
                .containsExactly(alice, Actor.of(Actor.Kind.STARTUP));
        test.close();
        try (TestDeployment next = test.crash().start()) {
            assertThat(next.deployer().history().get(0).actor()).isEqualTo(alice);
        }
    }
}
