package io.hookline.deploy.internal.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.deploy.ChangeRequest;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.ReleaseStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs after a start of the process. */
final class StartupTest {

    @TempDir
    private Path folder;

    private TestDeployment test;

    private void restart() throws Exception {
        test.close();
        test = test.crash().start();
    }

    private void begin() throws Exception {
        test = new TestDeployment(folder).start();
    }

    @Test
    void theDesiredSetIsRestored() throws Exception {
        begin();
        test.deploy(test.file("one", "1.0.0"), test.file("two", "2.0.0"));
        restart();
        assertThat(test.control.running()).containsExactly("one@1.0.0", "two@2.0.0");
        test.close();
    }

    @Test
    void aReleaseThatDoesNotStartIsLeftOutAndTheOthersStart() throws Exception {
        begin();
        test.deploy(test.file("good", "1.0.0"), test.file("bad", "1.0.0"));
        test.close();
        test = test.crash();
        test.bundles.failing.add("bad 1.0.0");
        test.start();
        assertThat(test.control.running()).containsExactly("good@1.0.0");
        assertThat(test.state("bad", "1.0.0")).isEqualTo(ReleaseState.FAILED);
        assertThat(test.status("bad", "1.0.0").why()).startsWith("it does not start: ");
        assertThat(test.bundles.installed).containsOnlyKeys("good 1.0.0");
        assertThat(test.desired()).containsExactly("bad 1.0.0", "good 1.0.0");
        test.close();
    }

    @Test
    void aChangeThatIsRefusedForAnotherReleaseLeavesTheReasonOfOneThatFailedAtTheStart() throws Exception {
        begin();
        test.deploy(test.file("lazy", "1.0.0"), test.file("first", "1.0.0"));
        test.deployer().remove(List.of("first"), DeployOptions.SAFE, ProgressListener.NONE);
        test.close();
        test = test.crash();
        test.bundles.failing.add("lazy 1.0.0");
        test.start();
        ReleaseStatus before = test.status("lazy", "1.0.0");
        assertThat(before.state()).isEqualTo(ReleaseState.FAILED);
        test.bundles.failing.remove("lazy 1.0.0");
        test.bundles.failing.add("first 1.0.0");
        assertThat(TestDeployment.refusal(() -> test.deployer().rollback(0, DeployOptions.SAFE, ProgressListener.NONE)))
                .hasMessageContaining("first 1.0.0");
        assertThat(test.status("lazy", "1.0.0")).isEqualTo(before);
        assertThat(test.state("first", "1.0.0")).isEqualTo(ReleaseState.FAILED);
        test.close();
    }

    @Test
    void aReleaseThatIsLeftOutAndHangsInItsStopIsNotUninstalled() throws Exception {
        begin();
        test.deploy(test.file("good", "1.0.0"), test.file("bad", "1.0.0", "hangs-in-stop=true"));
        test.close();
        test = test.crash();
        test.bundles.failing.add("bad 1.0.0");
        test.start();
        assertThat(test.control.running()).containsExactly("good@1.0.0");
        assertThat(test.state("bad", "1.0.0")).isEqualTo(ReleaseState.FAILED);
        assertThat(test.events).contains("stop bad 1.0.0").doesNotContain("uninstall bad 1.0.0");
        // Its type uninstalls it when its stop has ended.
        test.deploy(test.file("bad", "1.1.0"));
        assertThat(test.control.running()).containsExactly("bad@1.1.0", "good@1.0.0");
        test.close();
    }

    @Test
    void aQuarantinedReleaseIsLeftOut() throws Exception {
        begin();
        test.deploy(test.file("good", "1.0.0"), test.file("bad", "1.0.0"));
        test.deployer().quarantine("bad", "1.0.0", "it misbehaves");
        restart();
        assertThat(test.control.running()).containsExactly("good@1.0.0");
        assertThat(test.state("bad", "1.0.0")).isEqualTo(ReleaseState.QUARANTINED);
        assertThat(test.status("bad", "1.0.0").why()).isEqualTo("it misbehaves");
        test.close();
    }

    @Test
    void aReleaseWhoseFileWasChangedInTheStoreIsLeftOut() throws Exception {
        begin();
        test.deploy(test.file("plugin", "1.0.0"));
        test.close();
        try (Stream<Path> blobs = Files.list(folder.resolve("deploy/sha256"))) {
            for (Path blob : blobs.toList()) {
                Files.writeString(blob, "bundle\nname=plugin\nversion=1.0.0\nmalicious=true\n");
            }
        }
        test = test.crash().start();
        assertThat(test.control.running()).isEmpty();
        assertThat(test.status("plugin", "1.0.0").why()).contains("was changed in the store");
        test.close();
    }

    @Test
    void aStoppedPluginStaysStopped() throws Exception {
        begin();
        test.deploy(test.file("plugin", "1.0.0"));
        test.deployer().stop(List.of("plugin"), DeployOptions.SAFE, ProgressListener.NONE);
        restart();
        assertThat(test.bundles.installed).isEmpty();
        assertThat(test.status("plugin", "1.0.0").why()).startsWith("stopped");
        test.close();
    }

    @Test
    void threeFailedStartsLeadBackToTheSetBefore() throws Exception {
        begin();
        test.deploy(test.file("plugin", "1.0.0"));
        test.deploy(test.file("plugin", "2.0.0"));
        for (int crash = 0; crash < 3; crash++) {
            // The process that is left behind neither succeeds nor ends orderly.
            test = test.crash().start();
            assertThat(test.control.running()).containsExactly("plugin@2.0.0");
        }
        test = test.crash().start();
        assertThat(test.control.running()).containsExactly("plugin@1.0.0");
        assertThat(test.deployer().history().get(0).cause())
                .matches("the last 3 starts with set \\d+ have failed: back to set \\d+");
        assertThat(test.state("plugin", "2.0.0")).isEqualTo(ReleaseState.QUARANTINED);
        test.close();
    }

    @Test
    void aPluginThatWasPartOfAGoodStartIsNotQuarantinedWhenLaterStartsFail() throws Exception {
        begin();
        test.deploy(test.file("plugin", "1.0.0"));
        test.deploy(test.file("other", "1.0.0"));
        test = test.crash().start();
        test.onStarted.forEach(Runnable::run);
        Path record = folder.resolve("deploy/starts.json");
        await().untilAsserted(() -> assertThat(Files.readString(record)).contains("\"open\" : false"));
        for (int crash = 0; crash < 4; crash++) {
            test = test.crash().start();
        }
        assertThat(test.control.running()).containsExactly("plugin@1.0.0");
        assertThat(test.deployer().history().get(0).cause()).contains("have failed: back to set");
        assertThat(test.deployer().quarantine()).isEmpty();
        test.close();
    }

    @Test
    void eachFailedStartIsCountedOnce() throws Exception {
        begin();
        Path record = folder.resolve("deploy/starts.json");
        for (int starts = 2; starts <= 7; starts++) {
            // No set is there to go back to.
            test = test.crash().start();
            assertThat(Files.readString(record)).contains("\"failed\" : " + (starts - 1) + ",");
        }
        test.close();
    }

    @Test
    void aStartThatSucceedsBeginsTheCountAgain() throws Exception {
        begin();
        test.deploy(test.file("plugin", "1.0.0"));
        test.deploy(test.file("plugin", "2.0.0"));
        test = test.crash().start();
        test = test.crash().start();
        test.onStarted.forEach(Runnable::run);
        Path record = folder.resolve("deploy/starts.json");
        await().untilAsserted(() -> assertThat(Files.readString(record)).contains("\"open\" : false"));
        test = test.crash().start();
        test = test.crash().start();
        assertThat(test.control.running()).containsExactly("plugin@2.0.0");
        test.close();
    }

    @Test
    void aFileThatVanishedFromTheDropFolderIsRemoved() throws Exception {
        Path drop = Files.createDirectories(folder.resolve("drop"));
        test = new TestDeployment(folder, Duration.ofMinutes(1), drop).start();
        Path dropped = Files.move(Path.of(test.file("plugin", "1.0.0")), drop.resolve("plugin.jar"));
        test.prepare(ChangeRequest.deploy(List.of(dropped.toString()), DeployOptions.SAFE)
                        .withOrigins(List.of("drop:plugin.jar")))
                .commit(ProgressListener.NONE);
        restart();
        assertThat(test.control.running()).containsExactly("plugin@1.0.0");
        test.close();
        Files.delete(dropped);
        test = test.crash().start();
        assertThat(test.desired()).isEmpty();
        assertThat(test.deployer().history().get(0).cause()).isEqualTo("taken out of the drop folder: plugin 1.0.0");
        test.close();
    }

    @Test
    void aHeldStartIsMadeWhenItIsDue() throws Exception {
        begin();
        test.deployer().poll();
        assertThat(test.settled).hasValue(0);
        test.heldIsDue = true;
        test.deployer().poll();
        assertThat(test.settled).hasValue(1);
        test.close();
    }

    @Test
    void aReleaseThatWasUninstalledByHandIsShownAsFailed() throws Exception {
        begin();
        test.deploy(test.file("plugin", "1.0.0"));
        test.bundles.installed.get("plugin 1.0.0").gone = true;
        assertThat(test.state("plugin", "1.0.0")).isEqualTo(ReleaseState.FAILED);
        test.deploy("plugin@1.0.0");
        assertThat(test.state("plugin", "1.0.0")).isEqualTo(ReleaseState.RUNNING);
        test.close();
    }

    @Test
    void aFailingHealthCheckIsShown() throws Exception {
        begin();
        test.deploy(test.file("plugin", "1.0.0", "health=the database is down"));
        for (int poll = 0; poll < 5; poll++) {
            test.deployer().poll();
        }
        assertThat(test.status("plugin", "1.0.0").why()).isEqualTo("the database is down");
        test.close();
    }
}
