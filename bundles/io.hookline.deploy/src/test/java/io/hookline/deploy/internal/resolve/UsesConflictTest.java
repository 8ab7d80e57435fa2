package io.hookline.deploy.internal.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.DeployRefusal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsesConflictTest {

    @TempDir
    Path folder;

    private ResolveFixture framework;

    @BeforeEach
    void start() throws Exception {
        framework = new ResolveFixture(folder);
        framework.running(
                BundleJar.of("io.z", "1.0.0").exports("io.z;version=1.0.0"),
                BundleJar.of("io.y", "1.0.0")
                        .imports("io.z;version=\"[1,2)\"")
                        .exports("io.y;version=1.0.0;uses:=\"io.z\""),
                BundleJar.of("io.z", "2.0.0").exports("io.z;version=2.0.0"));
    }

    @AfterEach
    void stop() throws Exception {
        framework.close();
    }

    @Test
    void bothProvidersAndBothWaysAreNamed() throws Exception {
        ResolveVerdict verdict = framework.verdict(
                BundleJar.of("io.plugin", "2.0.0").imports("io.z;version=\"[2,3)\",io.y;version=\"[1,2)\""));
        assertThat(verdict.refusal()).isEqualTo(DeployRefusal.USES_CONFLICT);
        assertThat(verdict.headline())
                .isEqualTo("io.plugin 2.0.0 cannot be resolved: it would see package io.z from two bundles,"
                        + " io.z 2.0.0 (bundle 3) and io.z 1.0.0 (bundle 1)");
        assertThat(verdict.details())
                .containsExactly(
                        "io.plugin 2.0.0 imports package io.z [2.0.0,3.0.0), which io.z 2.0.0 (bundle 3) offers",
                        "io.plugin 2.0.0 imports package io.y [1.0.0,2.0.0), which io.y 1.0.0 (bundle 2) offers",
                        "what io.y 1.0.0 offers there uses package io.z, which it has from io.z 1.0.0 (bundle 1)",
                        "to fix it: let io.plugin 2.0.0 accept 1.0.0 if it works with it: [1.0.0,3.0.0) for io.z in"
                                + " Import-Package",
                        "to fix it: deploy a release of io.y that is built with package io.z 2.0.0 of io.z");
    }

    @Test
    void aRangeThatFitsBothIsNoConflict() throws Exception {
        assertThat(framework
                        .verdict(BundleJar.of("io.plugin", "2.0.0").imports("io.z;version=\"[1,3)\",io.y"))
                        .ok())
                .isTrue();
    }

    @Test
    void theWayMayLeadOverSeveralPackages() throws Exception {
        framework.running(BundleJar.of("io.x", "1.0.0").imports("io.y").exports("io.x;uses:=\"io.y\""));
        ResolveVerdict verdict =
                framework.verdict(BundleJar.of("io.plugin", "1.0.0").imports("io.z;version=\"[2,3)\",io.x"));
        assertThat(verdict.refusal()).isEqualTo(DeployRefusal.USES_CONFLICT);
        assertThat(verdict.details())
                .contains(
                        "what io.x 1.0.0 offers there uses package io.y, which it has from io.y 1.0.0 (bundle 2)",
                        "what io.y 1.0.0 offers there uses package io.z, which it has from io.z 1.0.0 (bundle 1)");
    }

    @Test
    void anOwnExportConflictsAsWell() throws Exception {
        ResolveVerdict verdict = framework.verdict(
                BundleJar.of("io.plugin", "1.0.0").imports("io.y").exports("io.z;version=3.0.0"));
        assertThat(verdict.refusal()).isEqualTo(DeployRefusal.USES_CONFLICT);
        assertThat(verdict.details()).contains("io.plugin 1.0.0 exports package io.z itself");
    }

    @Test
    void anExportThatIsImportedTooGivesWay() throws Exception {
        assertThat(framework
                        .verdict(BundleJar.of("io.plugin", "1.0.0")
                                .imports("io.y,io.z;version=\"[1,4)\"")
                                .exports("io.z;version=3.0.0"))
                        .ok())
                .isTrue();
    }

    @Test
    void aWiredBundleThatWouldAcceptTheOtherNeedsARefresh() throws Exception {
        framework.running(BundleJar.of("io.v", "1.0.0").exports("io.v;version=1.0.0"));
        framework.running(
                BundleJar.of("io.w", "1.0.0").imports("io.v;version=1.0.0").exports("io.w;uses:=\"io.v\""));
        framework.running(BundleJar.of("io.v", "2.0.0").exports("io.v;version=2.0.0"));
        ResolveVerdict verdict =
                framework.verdict(BundleJar.of("io.plugin", "1.0.0").imports("io.w,io.v;version=2.0.0"));
        assertThat(verdict.details())
                .contains("to fix it: refresh io.w 1.0.0 (bundle 5): its import accepts io.v 2.0.0 (bundle 6) too,"
                        + " but it is wired already");
    }

    @Test
    void aConflictThroughAnArrivingBundleIsFound() throws Exception {
        ResolveVerdict verdict = framework.verdict(
                BundleJar.of("io.plugin", "1.0.0").imports("io.z;version=\"[2,3)\",io.helper"),
                BundleJar.of("io.helper", "1.0.0")
                        .imports("io.z;version=\"[1,2)\"")
                        .exports("io.helper;uses:=\"io.z\""));
        assertThat(verdict.refusal()).isEqualTo(DeployRefusal.USES_CONFLICT);
        assertThat(verdict.details())
                .contains("what io.helper 1.0.0 offers there uses package io.z, which it has from io.z 1.0.0"
                        + " (bundle 1)");
    }

    @Test
    void aRequiredBundleBringsItsPackagesIn() throws Exception {
        ResolveVerdict verdict = framework.verdict(BundleJar.of("io.plugin", "1.0.0")
                .header("Require-Bundle", "io.y")
                .imports("io.z;version=\"[2,3)\""));
        assertThat(verdict.refusal()).isEqualTo(DeployRefusal.USES_CONFLICT);
        assertThat(verdict.details())
                .contains("io.plugin 1.0.0 requires bundle io.y, which io.y 1.0.0 (bundle 2) offers");
    }
}
