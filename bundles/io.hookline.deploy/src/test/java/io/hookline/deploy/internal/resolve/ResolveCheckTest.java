package io.hookline.deploy.internal.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.DeployRefusal;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

class ResolveCheckTest {

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
    void resolvesWhatIsOffered() throws Exception {
        framework.running(BundleJar.of("io.api", "1.2.0").exports("io.api;version=1.2.0"));
        ResolveVerdict verdict = framework.verdict(BundleJar.of("io.plugin", "1.0.0")
                .imports("io.api;version=\"[1.0,2)\",org.osgi.framework;version=\"[1.8,2)\",javax.xml.parsers"));
        assertThat(verdict).isEqualTo(ResolveVerdict.resolves());
    }

    @Test
    void aMissingPackageIsNamedWithWhoImportsIt() throws Exception {
        ResolveVerdict verdict =
                framework.verdict(BundleJar.of("io.plugin", "1.0.0").imports("io.api;version=\"[1.0,2)\",io.other"));
        assertThat(verdict.refusal()).isEqualTo(DeployRefusal.UNRESOLVED);
        assertThat(verdict.headline())
                .isEqualTo("io.plugin 1.0.0 cannot be resolved: it imports package io.api [1.0.0,2.0.0),"
                        + " which nothing here offers");
        assertThat(verdict.details())
                .containsExactly(
                        "io.plugin 1.0.0 imports package io.api [1.0.0,2.0.0)",
                        "nothing here offers package io.api",
                        "to fix it: install a bundle that exports package io.api [1.0.0,2.0.0), or deploy it together"
                                + " with this one",
                        "io.plugin 1.0.0 also needs what nothing here offers: package io.other");
    }

    @Test
    void aRangeTooHighIsShownWithTheOlderCandidate() throws Exception {
        framework.running(BundleJar.of("io.api", "1.4.0").exports("io.api;version=1.4.0"));
        ResolveVerdict verdict =
                framework.verdict(BundleJar.of("io.plugin", "2.0.0").imports("io.api;version=\"[2.0,3.0)\""));
        assertThat(verdict.headline()).endsWith("it imports package io.api [2.0.0,3.0.0), but offered is 1.4.0");
        assertThat(verdict.details())
                .contains(
                        "offered instead: 1.4.0 by io.api 1.4.0 (bundle 1), which is too old",
                        "to fix it: or let io.plugin 2.0.0 accept 1.4.0 if it works with it: [1.4.0,3.0.0) for io.api"
                                + " in Import-Package");
    }

    @Test
    void aRangeTooLowIsShownWithTheNewerCandidate() throws Exception {
        framework.running(BundleJar.of("io.api", "3.1.0").exports("io.api;version=3.1.0"));
        ResolveVerdict verdict =
                framework.verdict(BundleJar.of("io.plugin", "1.0.0").imports("io.api;version=\"[1.0,2)\""));
        assertThat(verdict.details())
                .contains(
                        "offered instead: 3.1.0 by io.api 3.1.0 (bundle 1), which is too new",
                        "to fix it: or let io.plugin 1.0.0 accept 3.1.0 if it works with it: [1.0.0,4.0.0) for io.api"
                                + " in Import-Package");
    }

    @Test
    void aMissingHookPointIsShownWithThoseThatHostsProvide() throws Exception {
        framework.running(BundleJar.of("io.gateway", "1.0.0")
                .provides("io.hookline.point;io.hookline.point=\"http.pre-request\"")
                .exports("io.gateway"));
        String wanted = "io.hookline.point;filter:=\"(io.hookline.point=%s)\"";
        BundleJar fits = BundleJar.of("io.good", "1.0.0").requires(wanted.formatted("http.pre-request"));
        assertThat(framework.verdict(fits).ok()).isTrue();

        ResolveVerdict verdict =
                framework.verdict(BundleJar.of("io.plugin", "1.0.0").requires(wanted.formatted("http.pre-requst")));
        assertThat(verdict.headline())
                .isEqualTo("io.plugin 1.0.0 cannot be resolved: it fills the hook point http.pre-requst,"
                        + " and no host here provides that point");
        assertThat(verdict.details())
                .containsExactly(
                        "io.plugin 1.0.0 fills the hook point http.pre-requst",
                        "hook points provided here: http.pre-request by io.gateway 1.0.0 (bundle 1)",
                        "to fix it: install the host that provides the hook point http.pre-requst, or correct the"
                                + " name in @HookAt if it is misspelt");
    }

    @Test
    void aMissingPluginIsShownWithThoseThatAreHere() throws Exception {
        framework.running(BundleJar.of("io.cache", "1.1.0")
                .provides("io.hookline.plugin;io.hookline.plugin=cache;version:Version=\"1.1.0\""));
        String wanted = "io.hookline.plugin;filter:=\"(&(io.hookline.plugin=%s)(version>=%s)(!(version>=2)))\"";
        assertThat(framework
                        .verdict(BundleJar.of("io.good", "1.0.0").requires(wanted.formatted("cache", "1.1")))
                        .ok())
                .isTrue();

        ResolveVerdict newer =
                framework.verdict(BundleJar.of("io.plugin", "1.0.0").requires(wanted.formatted("cache", "1.2")));
        assertThat(newer.headline())
                .isEqualTo("io.plugin 1.0.0 cannot be resolved: it depends on the plugin cache [1.2.0,2.0.0),"
                        + " but offered is 1.1.0");
        assertThat(newer.details())
                .containsExactly(
                        "io.plugin 1.0.0 depends on the plugin cache [1.2.0,2.0.0)",
                        "plugins here: cache 1.1.0 by io.cache 1.1.0 (bundle 1), which is too old",
                        "to fix it: deploy the plugin cache [1.2.0,2.0.0), before this one or together with it, or correct"
                                + " the id in @Plugin(dependsOn = …) if it is misspelt",
                        "to fix it: or let io.plugin 1.0.0 accept 1.1.0 if it works with it: [1.1.0,2.0.0) for cache in"
                                + " @Plugin(dependsOn = …)");

        ResolveVerdict other =
                framework.verdict(BundleJar.of("io.plugin", "1.1.0").requires(wanted.formatted("cahce", "1.0")));
        assertThat(other.headline())
                .endsWith("it depends on the plugin cahce [1.0.0,2.0.0), which nothing here offers");
        assertThat(other.details()).contains("plugins here: cache 1.1.0 by io.cache 1.1.0 (bundle 1)");
    }

    @Test
    void aPluginThatStatesNoVersionMeetsNoRange() throws Exception {
        framework.running(BundleJar.of("io.cache", "1.1.0").provides("io.hookline.plugin;io.hookline.plugin=cache"));
        ResolveVerdict verdict = framework.verdict(BundleJar.of("io.plugin", "1.0.0")
                .requires("io.hookline.plugin;filter:=\"(&(io.hookline.plugin=cache)(version>=1))\""));
        assertThat(verdict.headline()).endsWith("but the one that is here states no version");
        assertThat(verdict.details())
                .contains(
                        "plugins here: cache by io.cache 1.1.0 (bundle 1), which states no version",
                        "to fix it: or let io.cache 1.1.0 (bundle 1) state a version in its @Plugin: a range needs one");
    }

    @Test
    void aRequiredBundleInTheWrongVersionIsNamed() throws Exception {
        framework.running(BundleJar.of("io.base", "1.0.0").exports("io.base"));
        BundleJar fits = BundleJar.of("io.good", "1.0.0").header("Require-Bundle", "io.base;bundle-version=1.0");
        assertThat(framework.verdict(fits).ok()).isTrue();
        ResolveVerdict verdict = framework.verdict(
                BundleJar.of("io.plugin", "1.0.0").header("Require-Bundle", "io.base;bundle-version=\"[2,3)\""));
        assertThat(verdict.headline()).endsWith("it requires bundle io.base [2.0.0,3.0.0), but offered is 1.0.0");
        assertThat(verdict.details())
                .contains("offered instead: io.base 1.0.0 (bundle 1), which is too old")
                .anySatisfy(line -> assertThat(line).contains("[1.0.0,3.0.0) for io.base in Require-Bundle"));
    }

    @Test
    void theChainLeadsFromTheArrivingBundleToWhatIsMissing() throws Exception {
        ResolveVerdict verdict = framework.verdict(
                BundleJar.of("io.a", "1.0.0").imports("io.b;version=1.0"),
                BundleJar.of("io.b", "1.1.0").exports("io.b;version=1.1").imports("io.c"));
        assertThat(verdict.headline())
                .isEqualTo("io.a 1.0.0 cannot be resolved: io.b 1.1.0, which it needs, imports package io.c,"
                        + " which nothing here offers");
        assertThat(verdict.details())
                .containsExactly(
                        "io.a 1.0.0 imports package io.b from 1.0.0 on",
                        "io.b 1.1.0, which arrives too, offers it, but imports package io.c",
                        "nothing here offers package io.c",
                        "to fix it: install a bundle that exports package io.c, or deploy it together with this one");
    }

    @Test
    void ofTwoChainsTheShorterIsTold() throws Exception {
        ResolveVerdict verdict = framework.verdict(
                BundleJar.of("io.a", "1.0.0").imports("io.near,io.far"),
                BundleJar.of("io.near", "1.0.0").exports("io.near").imports("io.missing"),
                BundleJar.of("io.far", "1.0.0").exports("io.far").imports("io.farther"),
                BundleJar.of("io.farther", "1.0.0").exports("io.farther").imports("io.also.missing"));
        assertThat(verdict.headline())
                .startsWith("io.a 1.0.0 cannot be resolved: io.near 1.0.0, which it needs, imports package io.missing");
        assertThat(verdict.details())
                .contains("io.farther 1.0.0, which arrives too, offers it, but imports package io.also.missing");
    }

    @Test
    void aChainMayLeadThroughAnInstalledBundleThatIsNotResolved() throws Exception {
        framework.installed(BundleJar.of("io.b", "1.0.0").exports("io.b").imports("io.c"));
        ResolveVerdict verdict = framework.verdict(BundleJar.of("io.a", "1.0.0").imports("io.b"));
        assertThat(verdict.details())
                .contains("io.b 1.0.0 (bundle 1), which is installed but not resolved, offers it, but imports package"
                        + " io.c");
    }

    @Test
    void anInstalledBundleThatIsNotResolvedYetMayHelp() throws Exception {
        framework.installed(BundleJar.of("io.b", "1.0.0").exports("io.b"));
        assertThat(framework
                        .verdict(BundleJar.of("io.a", "1.0.0").imports("io.b"))
                        .ok())
                .isTrue();
    }

    @Test
    void bundlesThatNeedEachOtherResolveTogether() throws Exception {
        ResolveVerdict verdict = framework.verdict(
                BundleJar.of("io.a", "1.0.0").exports("io.a;uses:=\"io.b\"").imports("io.b"),
                BundleJar.of("io.b", "1.0.0").exports("io.b;uses:=\"io.a\"").imports("io.a"));
        assertThat(verdict.ok()).isTrue();
    }

    @Test
    void aCycleThatNeedsAMissingPackageFallsAsAWhole() throws Exception {
        ResolveVerdict verdict = framework.verdict(
                BundleJar.of("io.a", "1.0.0").exports("io.a").imports("io.b"),
                BundleJar.of("io.b", "1.0.0").exports("io.b").imports("io.a,io.c"));
        assertThat(verdict.headline())
                .startsWith("io.a 1.0.0 cannot be resolved: io.b 1.0.0, which it needs, imports package io.c");
    }

    @Test
    void whatLeavesIsNotOfferedAndSaysSo() throws Exception {
        Bundle old = framework
                .running(BundleJar.of("io.api", "1.0.0").exports("io.api;version=1.0.0"))
                .get(0);
        BundleJar plugin = BundleJar.of("io.plugin", "1.0.0").imports("io.api;version=\"[1.0,2)\"");
        ResolveVerdict verdict = framework.verdict(Set.of(old), plugin);
        assertThat(verdict.headline()).endsWith("which only io.api 1.0.0 offers, and that leaves");
        assertThat(verdict.details())
                .contains(
                        "offered instead: 1.0.0 by io.api 1.0.0 (bundle 1), which leaves in this change",
                        "to fix it: or keep io.api 1.0.0 (bundle 1), which offers it now");
    }

    @Test
    void theReleaseThatComesStandsInForTheOneThatLeaves() throws Exception {
        Bundle old = framework
                .running(BundleJar.of("io.api", "1.0.0").exports("io.api;version=1.0.0"))
                .get(0);
        ResolveVerdict verdict = framework.verdict(
                Set.of(old),
                BundleJar.of("io.api", "1.1.0").exports("io.api;version=1.1.0").imports("io.api;version=\"[1.1,1.2)\""),
                BundleJar.of("io.plugin", "1.0.0").imports("io.api;version=\"[1.0,2)\""));
        assertThat(verdict.ok()).isTrue();
    }

    @Test
    void optionalDynamicAndIneffectiveRequirementsMayStayUnmet() throws Exception {
        ResolveVerdict verdict = framework.verdict(BundleJar.of("io.plugin", "1.0.0")
                .imports("io.absent;resolution:=optional")
                .header("DynamicImport-Package", "io.dynamic,*")
                .header("Require-Bundle", "io.none;resolution:=optional")
                .requires("osgi.service;filter:=\"(objectClass=io.Absent)\";effective:=active,"
                        + "io.thing;filter:=\"(io.thing=x)\";resolution:=optional"));
        assertThat(verdict.ok()).isTrue();
    }

    @Test
    void attributesAndMandatoryOnesHaveToMatch() throws Exception {
        framework.running(
                BundleJar.of("io.api", "1.0.0").exports("io.api;version=1.0.0;vendor=acme;mandatory:=vendor"));
        BundleJar naming = BundleJar.of("io.good", "1.0.0").imports("io.api;vendor=acme");
        assertThat(framework.verdict(naming).ok()).isTrue();
        BundleJar other = BundleJar.of("io.other", "1.0.0").imports("io.api;vendor=coyote");
        assertThat(framework.verdict(other).headline()).endsWith("which is offered with other attributes only");
        BundleJar silent = BundleJar.of("io.silent", "1.0.0").imports("io.api");
        assertThat(framework.verdict(silent).details())
                .contains(
                        "offered instead: 1.0.0 by io.api 1.0.0 (bundle 1), which wants its importers to name vendor",
                        "to fix it: or name vendor in Import-Package of io.silent 1.0.0, as io.api 1.0.0 (bundle 1)"
                                + " wants it");
    }

    @Test
    void aTypedCapabilityIsMatchedByItsType() throws Exception {
        framework.running(BundleJar.of("io.base", "1.0.0")
                .provides("io.thing;io.thing=disk;version:Version=2.1;size:Long=10;tags:List<String>=\"a,b\""));
        String wanted = "io.thing;filter:=\"(&(io.thing=disk)(version>=2)(!(version>=3))(size>=%s)(tags=b))\"";
        assertThat(framework
                        .verdict(BundleJar.of("io.good", "1.0.0").requires(wanted.formatted("9")))
                        .ok())
                .isTrue();
        assertThat(framework
                        .verdict(BundleJar.of("io.plugin", "1.0.0").requires(wanted.formatted("11")))
                        .headline())
                .contains("it requires capability io.thing disk [2.0.0,3.0.0)", "with other attributes");
    }

    @Test
    void anExecutionEnvironmentThatIsNotThereIsNamed() throws Exception {
        String wanted = "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=%s))\"";
        assertThat(framework
                        .verdict(BundleJar.of("io.good", "1.0.0").requires(wanted.formatted("17")))
                        .ok())
                .isTrue();
        ResolveVerdict verdict =
                framework.verdict(BundleJar.of("io.plugin", "1.0.0").requires(wanted.formatted("99")));
        assertThat(verdict.headline()).contains("it needs the execution environment", "version=99");
        assertThat(verdict.details()).anySatisfy(line -> assertThat(line).contains("JavaSE", "17"));
    }

    @Test
    void theOldHeaderOfExecutionEnvironmentsCountsToo() throws Exception {
        String header = "Bundle-RequiredExecutionEnvironment";
        assertThat(framework
                        .verdict(BundleJar.of("io.good", "1.0.0").header(header, "J2SE-1.5,JavaSE-99"))
                        .ok())
                .isTrue();
        assertThat(framework
                        .verdict(BundleJar.of("io.plugin", "1.0.0").header(header, "JavaSE-99"))
                        .ok())
                .isFalse();
    }

    @Test
    void aSingletonHasNoPlaceBesideAnother() throws Exception {
        framework.running(BundleJar.of("io.one", "1.0.0").header("Bundle-SymbolicName", "io.one;singleton:=true"));
        ResolveVerdict verdict = framework.verdict(
                BundleJar.of("io.one", "1.1.0").header("Bundle-SymbolicName", "io.one;singleton:=true"));
        assertThat(verdict.headline())
                .isEqualTo("io.one 1.1.0 cannot be resolved: it is a singleton, and io.one 1.0.0 (bundle 1) stands in"
                        + " its place");
    }

    @Test
    void aPackageOfAFragmentIsOfferedByItsHost() throws Exception {
        Bundle host = framework.installed(BundleJar.of("io.host", "1.0.0").exports("io.host"));
        framework.installed(BundleJar.of("io.fragment", "1.0.0")
                .header("Fragment-Host", "io.host")
                .exports("io.extra;uses:=\"io.host\""));
        framework.installed(BundleJar.of("io.lone", "1.0.0")
                .header("Fragment-Host", "io.nowhere")
                .exports("io.lonely"));
        assertThat(framework
                        .verdict(BundleJar.of("io.plugin", "1.0.0").imports("io.host"))
                        .ok())
                .isTrue();
        assertThat(host.getState()).isEqualTo(Bundle.RESOLVED);
        assertThat(framework
                        .verdict(BundleJar.of("io.second", "1.0.0").imports("io.extra,io.host"))
                        .ok())
                .isTrue();
        assertThat(framework
                        .verdict(BundleJar.of("io.third", "1.0.0").imports("io.lonely"))
                        .ok())
                .isFalse();
    }

    @Test
    void whatAnUninstalledBundleStillGivesToOthersDoesNotConfuseTheResolver() throws Exception {
        Bundle gone = framework
                .running(
                        BundleJar.of("io.api", "1.0.0").exports("io.api;version=1.0.0"),
                        BundleJar.of("io.user", "1.0.0").imports("io.api").exports("io.user;uses:=\"io.api\""))
                .get(0);
        gone.uninstall();
        assertThat(framework
                        .verdict(BundleJar.of("io.plugin", "1.0.0").imports("io.user"))
                        .ok())
                .isTrue();
    }
}
