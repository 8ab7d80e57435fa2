package io.hookline.deploy.internal.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.DeployRefusal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Each is read by the framework, too: the fixture compares the two. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "garbage garbage",
                ";;;",
                "()",
                "io.x;filter:=\"(a=1)\";filter:=\"(a=2)\"",
                "io.x;filter=\"(a=1)\"",
                "io.x;filter:=",
                "io.x;filter:=\"\"",
                "io.x;resolution:=optional",
                "io.x;resolution:=whatever",
                "io.x;effective:=active",
                "io.x;effective:=whatever",
                "io.x;version:Version=x",
                "osgi.wiring.package;filter:=\"(osgi.wiring.package=no.such)\"",
                "osgi.ee",
                "osgi.ee;filter:=\"(osgi.ee=Nonsense)\"",
                "io.x, ,io.y",
                "osgi.ee,",
                "osgi.ee, ,osgi.ee",
                ",",
                "\"io.x\"",
                "io.x;filter:='(a=1)'",
                "io.x;cardinality:=\"many\"",
                "io.x;filter:=\"(a=1)\";a:List<Long>=\"1,x\"",
            })
    void garbageRequirementsAreJudgedAsTheFrameworkDoes(String requirement) throws Exception {
        assertThat(framework.verdict(BundleJar.of("io.plugin", "1.0.0").requires(requirement)))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Import-Package=org.osgi.framework;version=\"1.0\";version=\"2.0\"",
                "Import-Package=org.osgi.framework,org.osgi.framework",
                "Import-Package=java.lang",
                "Import-Package=java.nonsense",
                "Import-Package=.",
                "Import-Package=;;",
                "Import-Package=org.osgi.framework;resolution:=whatever",
                "Import-Package=org.osgi.framework;bundle-symbolic-name=\"no.such\"",
                "Import-Package=org.osgi.framework;a=1",
                "Export-Package=java.lang",
                "Export-Package=io.x;version=1;specification-version=2",
                "Export-Package=io.x;bundle-version=1",
                "Require-Bundle=no.such;resolution:=optional",
                "Require-Bundle=no.such;resolution:=whatever",
                "DynamicImport-Package=garbage garbage;;",
                "Provide-Capability=osgi.ee;osgi.ee=Mine",
                "Provide-Capability=osgi.wiring.package;osgi.wiring.package=io.x",
                "Provide-Capability=osgi.identity;osgi.identity=io.x",
                "Provide-Capability=io.x;a:Nonsense=1",
                "Provide-Capability=io.x;uses:=\"\"",
                "Bundle-ActivationPolicy=whatever",
                "Import-Package=org.osgi.framework,",
                "Import-Package=,org.osgi.framework",
                "Import-Package= ",
                "Provide-Capability=io.x;a:List=1;b:List<String>=\"1,2\";c:Version=1;d:Double=1;e:String=x",
                "Provide-Capability=io.x;a=\"; b:Nonsense=1\"",
                "Provide-Capability=io.x;a:List<Nonsense>=1",
            })
    void otherGarbageIsJudgedAsTheFrameworkDoes(String header) throws Exception {
        String[] parts = header.split("=", 2);
        assertThat(framework.verdict(BundleJar.of("io.plugin", "1.0.0").header(parts[0], parts[1])))
                .isNotNull();
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
