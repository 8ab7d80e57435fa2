package io.hookline.deploy.internal.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.DeployRefusal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadManifestTest {

    @TempDir
    Path folder;

    private ResolveFixture framework;

    @BeforeEach
    void start() throws Exception {
        framework = new ResolveFixture(folder);
    }

    @AfterEach
    void stop() throws Exception {
        framework.close();
    }

    @Test
    void aBadRangeIsRefusedWithItsHeader() throws Exception {
        ResolveVerdict verdict =
                framework.verdict(BundleJar.of("io.plugin", "1.0.0").imports("io.api;version=\"[1.0,2\""));
        assertThat(verdict.refusal()).isEqualTo(DeployRefusal.NOT_A_BUNDLE);
        assertThat(verdict.headline())
                .isEqualTo("io.plugin-1.0.0.jar cannot be installed: header Import-Package: io.api has the version"
                        + " '[1.0,2', which is no version range: write it like [1.2,2)");
    }

    @Test
    void otherBadHeadersAreNamedToo() throws Exception {
        assertThat(framework
                        .verdict(
                                BundleJar.of("io.b", "1.0.0").header("Require-Bundle", "io.x;bundle-version=\"[a,2)\""))
                        .headline())
                .contains("header Require-Bundle: io.x has the bundle-version '[a,2)'");
        assertThat(framework
                        .verdict(BundleJar.of("io.c", "1.0.0").exports("io.x;version=one"))
                        .headline())
                .contains("header Export-Package: io.x has the version 'one'");
        assertThat(framework
                        .verdict(BundleJar.of("io.d", "1.0.0").requires("io.x;filter:=\"(a=\""))
                        .headline())
                .contains("header Require-Capability: io.x has the filter '(a='");
        assertThat(framework.verdict(BundleJar.of("io.e", "1.x")).headline()).contains("header Bundle-Version");
        assertThat(framework
                        .verdict(BundleJar.of("io.f", "1.0.0").provides("io.x;size:Long=big"))
                        .headline())
                .contains("header Provide-Capability");
    }

    @Test
    void anEmptyRangeIsToldAsSuch() throws Exception {
        ResolveVerdict verdict = framework.verdict(
                BundleJar.of("io.plugin", "1.0.0").imports("org.osgi.framework;version=\"[2.0,2.0)\""));
        assertThat(verdict.details())
                .contains("to fix it: correct the range in Import-Package of io.plugin 1.0.0: no version lies in"
                        + " [2.0.0,2.0.0)");
    }
}
