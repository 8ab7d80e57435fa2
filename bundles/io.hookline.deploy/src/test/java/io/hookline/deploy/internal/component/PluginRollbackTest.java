package io.hookline.deploy.internal.component;

import static io.hookline.deploy.internal.component.TestDeployment.refusal;
import static io.hookline.deploy.internal.component.TestDeployment.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.ChangeRequest;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.Plan;
import io.hookline.deploy.PlannedRelease;
import io.hookline.deploy.ProgressListener;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One plugin goes back while the others stay. */
final class PluginRollbackTest {

    @TempDir
    private Path folder;

    private TestDeployment test;
    private long first;

    @BeforeEach
    void start() throws Exception {
        test = new TestDeployment(folder).start();
        first = test.deploy(test.file("a", "1.0.0"), test.file("b", "1.0.0")).set();
        test.deploy(test.file("a", "1.1.0"));
        test.deploy(test.file("b", "1.1.0"));
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aPluginGoesBackToItsPreviousRelease() throws Exception {
        DeployResult result = rollback("a", 0);
        assertThat(result.joined()).containsExactly("a 1.0.0");
        assertThat(result.left()).containsExactly("a 1.1.0");
        assertThat(test.control.running()).containsExactly("a@1.0.0", "b@1.1.0");
        assertThat(test.deployer().history().get(0).cause()).isEqualTo("rolled back to a 1.0.0");
    }

    @Test
    void aPluginGoesBackToItsReleaseInASet() throws Exception {
        test.deploy(test.file("a", "1.2.0"));
        rollback("a", first);
        assertThat(test.control.running()).containsExactly("a@1.0.0", "b@1.1.0");
        assertThat(test.deployer().history().get(0).cause()).isEqualTo("rolled back to a 1.0.0 of set " + first);
    }

    @Test
    void aRemovedPluginComesBack() throws Exception {
        test.deployer().remove(List.of("a"), DeployOptions.SAFE, ProgressListener.NONE);
        rollback("a", 0);
        assertThat(test.control.running()).containsExactly("a@1.1.0", "b@1.1.0");
    }

    @Test
    void whatCannotGoBackIsRefusedWithTheReason() throws Exception {
        test.deploy(test.file("c", "1.0.0"));
        assertThat(refusal(() -> rollback("c", 0)))
                .hasMessage("no kept set has another release of c than 1.0.0: see hook:history");
        assertThat(refusal(() -> rollback("nope", 0)))
                .hasMessage("no kept set has a release of nope: see hook:history");
        assertThat(refusal(() -> rollback("c", first))).hasMessageStartingWith("set " + first + " has no release of c");
        assertThat(refusalOf(() -> rollback("a", 99))).isEqualTo(DeployRefusal.UNKNOWN);
        assertThat(refusalOf(() -> rollback("a", first + 1))).isEqualTo(DeployRefusal.ALREADY_RUNNING);
    }

    @Test
    void thePlanOfARollbackChangesNothing() throws Exception {
        int generations = test.control.published.size();
        Plan plan = test.deployer().plan(ChangeRequest.rollback(List.of("a"), 0, DeployOptions.SAFE));
        assertThat(plan.releases())
                .extracting(PlannedRelease::artifact)
                .extracting(artifact -> artifact.label())
                .containsExactly("a 1.0.0");
        assertThat(plan.leaving()).containsExactly("a 1.1.0");
        Plan whole = test.deployer().plan(ChangeRequest.rollback(first, DeployOptions.SAFE));
        assertThat(whole.leaving()).containsExactlyInAnyOrder("a 1.1.0", "b 1.1.0");
        assertThat(test.control.published).hasSize(generations);
        assertThat(test.control.running()).containsExactly("a@1.1.0", "b@1.1.0");
        assertThat(test.desired()).containsExactly("a 1.1.0", "b 1.1.0");
    }

    private DeployResult rollback(String plugin, long set) throws Exception {
        return test.deployer().rollback(List.of(plugin), set, DeployOptions.SAFE, ProgressListener.NONE);
    }
}
