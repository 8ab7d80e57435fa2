package io.hookline.deploy.internal.component;

import static io.hookline.deploy.internal.component.TestDeployment.refusal;
import static io.hookline.deploy.internal.component.TestDeployment.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.deploy.CanaryState;
import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.Plan;
import io.hookline.deploy.Prepared;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second artifact type, which comes and goes. */
final class ArtifactTypeTest {

    @TempDir
    private Path folder;

    private TestDeployment test;
    private FakeType rules;

    @BeforeEach
    void start() throws Exception {
        test = new TestDeployment(folder);
        rules = new FakeType("rule", test.events);
        test.types.add(rules);
        test.start();
    }

    @AfterEach
    void close() {
        test.close();
    }

    private void typeLeaves() {
        test.types.clear();
        test.deployer().typeLeaves(rules);
    }

    private void typeArrives() {
        rules = new FakeType("rule", test.events);
        test.types.add(rules);
        test.deployer().typeArrived();
    }

    @Test
    void aFileIsInstalledByTheTypeThatRecognisesIt() throws Exception {
        test.deploy(test.file("plugin", "1.0.0"), test.fileOf("rule", "limit", "1.0.0"));
        assertThat(test.bundles.installed).containsOnlyKeys("plugin 1.0.0");
        assertThat(rules.installed).containsOnlyKeys("limit 1.0.0");
        assertThat(test.deployer().history().get(0).artifacts())
                .extracting(artifact -> artifact.type())
                .containsExactly("rule", "bundle");
    }

    @Test
    void aReleaseCanReplaceOneOfAnotherType() throws Exception {
        test.deploy(test.file("plugin", "1.0.0"));
        String next = test.fileOf("rule", "plugin", "1.1.0");
        Plan plan = test.deployer().plan(List.of(next), DeployOptions.SAFE);
        assertThat(plan.releases().get(0).versionVerdict())
                .isEqualTo("not compared: the artifact type changes from bundle to rule");
        test.deploy(next);
        assertThat(test.bundles.installed).isEmpty();
        assertThat(test.control.running()).containsExactly("plugin@1.1.0");
    }

    @Test
    void theReleasesOfATypeThatGoesStopAndWaitForIt() throws Exception {
        test.deploy(test.file("plugin", "1.0.0"), test.fileOf("rule", "limit", "1.0.0"));
        typeLeaves();
        assertThat(test.control.running()).containsExactly("plugin@1.0.0");
        assertThat(test.state("limit", "1.0.0")).isEqualTo(ReleaseState.WAITING);
        assertThat(test.status("limit", "1.0.0").why())
                .isEqualTo("stopped, because its artifact type 'rule' is not available any more; it starts again when"
                        + " the type is back");
        assertThat(test.desired()).containsExactly("limit 1.0.0", "plugin 1.0.0");
        typeArrives();
        await().untilAsserted(() -> assertThat(test.control.running()).containsExactly("limit@1.0.0", "plugin@1.0.0"));
        assertThat(test.state("limit", "1.0.0")).isEqualTo(ReleaseState.RUNNING);
    }

    @Test
    void theCanaryOfATypeThatGoesEndsWithoutQuarantine() throws Exception {
        test.deploy(test.fileOf("rule", "limit", "1.0.0"));
        test.canary(test.fileOf("rule", "limit", "1.1.0"));
        typeLeaves();
        assertThat(test.control.routes()).isEmpty();
        assertThat(test.deployer().canaries()).extracting(CanaryStatus::state).containsExactly(CanaryState.ROLLED_BACK);
        assertThat(test.deployer().quarantine()).isEmpty();
        assertThat(rules.installed).isEmpty();
    }

    @Test
    void aStartWithoutTheTypeWaitsForIt() throws Exception {
        test.deploy(test.file("plugin", "1.0.0"), test.fileOf("rule", "limit", "1.0.0"));
        test.close();
        test = test.crash().start();
        assertThat(test.control.running()).containsExactly("plugin@1.0.0");
        assertThat(test.state("limit", "1.0.0")).isEqualTo(ReleaseState.WAITING);
        assertThat(test.status("limit", "1.0.0").why())
                .isEqualTo("limit 1.0.0 is of the artifact type 'rule', which is not available: start the bundle that"
                        + " provides it");
        typeArrives();
        await().untilAsserted(() -> assertThat(test.control.running()).containsExactly("limit@1.0.0", "plugin@1.0.0"));
    }

    @Test
    void aPreparedReleaseOfATypeThatHasGoneIsNotCommitted() throws Exception {
        test.deploy(test.fileOf("rule", "limit", "1.0.0"));
        Prepared prepared = test.prepare(test.fileOf("rule", "limit", "1.1.0"));
        typeLeaves();
        assertThat(refusalOf(() -> prepared.commit(ProgressListener.NONE))).isEqualTo(DeployRefusal.TYPE_MISSING);
        assertThat(test.desired()).containsExactly("limit 1.0.0");
        assertThat(rules.installed).isEmpty();
        typeArrives();
        await().untilAsserted(() -> assertThat(test.control.running()).containsExactly("limit@1.0.0"));
    }

    @Test
    void aReleaseThatRunsWithoutItsTypeIsStopped() throws Exception {
        test.deploy(test.fileOf("rule", "limit", "1.0.0"));
        test.types.clear();
        test.deployer().poll();
        assertThat(test.control.running()).isEmpty();
        assertThat(test.state("limit", "1.0.0")).isEqualTo(ReleaseState.WAITING);
    }

    @Test
    void aReleaseThatWaitsCanBeRemoved() throws Exception {
        test.deploy(test.fileOf("rule", "limit", "1.0.0"));
        typeLeaves();
        test.deployer().remove(List.of("limit"), DeployOptions.SAFE, ProgressListener.NONE);
        assertThat(test.desired()).isEmpty();
        assertThat(test.deployer().status()).isEmpty();
        typeArrives();
        test.deployer().poll();
        assertThat(test.control.running()).isEmpty();
    }

    @Test
    void aKnownReleaseOfAnAbsentTypeIsRefused() throws Exception {
        test.deploy(test.fileOf("rule", "limit", "1.0.0"));
        typeLeaves();
        assertThat(refusal(() -> test.deploy("limit@1.0.0")).getMessage())
                .contains("artifact type 'rule', which is not available");
        assertThat(refusalOf(() -> test.deploy("limit@1.0.0"))).isEqualTo(DeployRefusal.TYPE_MISSING);
    }

    @Test
    void anEntryWithoutATypeIsABundle() throws Exception {
        test.deploy(test.file("plugin", "1.0.0"));
        test.close();
        try (Stream<Path> sets = Files.list(folder.resolve("deploy/sets"))) {
            for (Path set : sets.toList()) {
                String json = Files.readString(set).substring(65);
                String old =
                        json.replaceAll(",\\s*\"type\" : \"bundle\"", "").replaceAll(",\\s*\"actor\" : \\{[^}]*}", "");
                assertThat(old).doesNotContain("\"type\"", "\"actor\"");
                Files.writeString(set, OldFiles.withDigest(old));
            }
        }
        test = test.crash().start();
        assertThat(test.control.running()).containsExactly("plugin@1.0.0");
        assertThat(test.deployer().history().get(0).artifacts().get(0).type()).isEqualTo("bundle");
        assertThat(test.deployer().history().get(0).actor()).isNull();
    }
}
