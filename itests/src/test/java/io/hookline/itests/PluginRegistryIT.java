package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.hook.Hook;
import io.hookline.api.hook.HookContext;
import io.hookline.api.registry.NoPluginException;
import io.hookline.api.registry.PluginRegistry;
import io.hookline.api.registry.PluginRoute;
import io.hookline.api.runtime.CandidateStatus;
import io.hookline.api.runtime.PluginStatus;
import io.hookline.api.runtime.RefusedHook;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.itests.fixture.BundleJar;
import io.hookline.itests.fixture.FixturePlugin;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Plugins with ids, tags and dependencies, and the routes to them. */
public class PluginRegistryIT extends DeployTest {

    @Test
    public void theResolverEnforcesTheRangeAndTheRefusalNamesTheAvailableReleases() throws Exception {
        installAndStart(stating(BundleJar.plugin("test.cache.old", "1.1.0", "test.registry"), "test-cache", "1.1.0"));
        Bundle report = install(needing(BundleJar.plugin("test.report", "1.0.0", "test.registry"), "test-cache"));
        assertThatThrownBy(report::start).isInstanceOf(BundleException.class);
        assertThat(runtime().refused())
                .filteredOn(refused -> refused.plugin().equals("test.report"))
                .extracting(RefusedHook::detail)
                .singleElement()
                .asString()
                .contains("requires plugin test-cache [1.2,2); offered: ", "1.1.0 by test.cache.old 1.1.0");
        installAndStart(stating(BundleJar.plugin("test.cache", "1.2.0", "test.registry"), "test-cache", "1.2.0"));
        report.start();
        assertThat(plugin("test.report").dependsOn()).containsExactly("test-cache [1.2,2)");
        assertThat(plugin("test.cache").dependants()).containsExactly("test.report 1.0.0");
    }

    @Test
    public void aDependencyWithoutTheAnnotationIsNamed() throws Exception {
        installAndStart(BundleJar.plugin("test.silent", "1.2.0", "test.registry"));
        install(needing(BundleJar.plugin("test.report", "1.0.0", "test.registry"), "test.silent"));
        assertThat(runtime().refused()).extracting(RefusedHook::detail).anySatisfy(detail -> assertThat(detail)
                .contains("requires plugin test.silent [1.2,2)")
                .contains("test.silent 1.2.0 is here, but does not carry @Plugin"));
    }

    @Test
    public void pluginsAreFoundByTags() throws Exception {
        installAndStart(
                stating(BundleJar.plugin("test.one", "1.0.0", "test.registry"), "one", "2.0.0", "sync", "fast"));
        installAndStart(stating(BundleJar.plugin("test.two", "1.0.0", "test.registry"), "two", "1.0.0", "sync"));
        assertThat(plugins().plugins("sync")).extracting(PluginStatus::id).containsExactly("one", "two");
        assertThat(plugins().plugins("fast", "sync")).singleElement().satisfies(row -> {
            assertThat(row.name()).isEqualTo("test.one");
            assertThat(row.pluginVersion()).isEqualTo("2.0.0");
            assertThat(row.tags()).containsExactly("sync", "fast");
        });
        assertThat(plugins().plugins("slow")).isEmpty();
        assertThat(plugins().route("sync")).map(PluginStatus::id).contains("one");
        assertThatThrownBy(() -> plugins().plugins(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    public void aRouteFollowsAddedAndRemovedPlugins() throws Exception {
        PluginRoute<Hook> route = plugins().route(Hook.class, "test-come");
        assertThatThrownBy(() -> route.call().before(trailContext()))
                .isInstanceOf(NoPluginException.class)
                .hasMessageContaining("test-come");
        Bundle low = installAndStart(
                stating(BundleJar.plugin("test.low", "1.0.0", "test.registry"), "low", "1", "test-come"));
        assertThat(called(route)).containsExactly("test.low@1.0.0");
        Bundle high = installAndStart(stating(
                BundleJar.plugin("test.high", "1.0.0", "test.registry").header("Hook-Ranking", "5"),
                "high",
                "1",
                "test-come"));
        assertThat(called(route)).containsExactly("test.high@1.0.0");
        assertThat(route.candidates()).extracting(CandidateStatus::id).containsExactly("high", "low");
        high.stop();
        assertThat(called(route)).containsExactly("test.low@1.0.0");
        low.uninstall();
        assertThat(route.chosen()).isEmpty();
        route.close();
    }

    @Test
    public void aMissingDependencyIsNamedAndNothingChanges() throws Exception {
        DeployRefusedException refusal = refused(DeployRefusal.UNRESOLVED, needing(plugin("report", "1.0.0"), id()));
        assertThat(refusal).hasMessageContaining("depends on the plugin " + id() + " [1.2.0,2.0.0)");
        deploy(needing(plugin("report", "1.0.0"), id()), stating(plugin("cache", "1.2.0"), id(), "1.2.0"));
        assertThat(call()).containsExactlyInAnyOrder(hook("report", "1.0.0"), hook("cache", "1.2.0"));
    }

    @Test
    public void dependantsAreNamedBeforeTheirDependencyIsRemoved() throws Exception {
        deploy(stating(plugin("cache", "1.2.0"), id(), "1.2.0"));
        deploy(needing(plugin("report", "1.0.0"), id()));
        String named = name("report") + " 1.0.0 (depends on the plugin " + id() + ")";
        assertThat(refused(DeployRefusal.RIPPLE, () -> remove("cache"))).hasMessageContaining(named);
        BundleJar next = stating(plugin("cache", "1.3.0"), id(), "1.3.0");
        assertThat(refused(DeployRefusal.RIPPLE, next)).hasMessageContaining(named);
        assertThat(plugin(name("cache")).dependants()).containsExactly(name("report") + " 1.0.0");

        deployer().deploy(List.of(jar(next)), DeployOptions.SAFE.withRipple(true), ProgressListener.NONE);
        assertThat(plugin(name("cache")).version()).isEqualTo("1.3.0");
        assertThat(plugin(name("cache")).dependants()).containsExactly(name("report") + " 1.0.0");
        Awaitility.await().untilAsserted(() -> assertThat(call())
                .containsExactlyInAnyOrder(hook("report", "1.0.0"), hook("cache", "1.3.0")));
    }

    @Test
    public void aForcedRemovalLetsTheDependantWaitAndARollbackRestoresIt() throws Exception {
        deploy(stating(plugin("cache", "1.2.0"), id(), "1.2.0"), needing(plugin("report", "1.0.0"), id()));
        DeployOptions forced = DeployOptions.SAFE.withRipple(true);
        assertThat(refused(DeployRefusal.SET_INCOMPLETE, () -> deployer()
                        .remove(List.of(name("cache")), forced, ProgressListener.NONE)))
                .hasMessageContaining("it depends on the plugin " + id())
                .hasMessageContaining("--waive " + name("report"));
        DeployOptions waived = forced.withWaived(Set.of(name("report")));
        assertThat(deployer()
                        .remove(List.of(name("cache")), waived, ProgressListener.NONE)
                        .notes())
                .anyMatch(note -> note.startsWith(name("report") + " 1.0.0 does not run: it waits"));
        assertThat(call()).isEmpty();
        assertThat(runtime().refused())
                .filteredOn(refused -> refused.plugin().equals(name("report")))
                .extracting(RefusedHook::detail)
                .singleElement()
                .asString()
                .contains("requires plugin " + id() + " [1.2,2)");
        assertReportWaits();
        Bundle deploy = bundleNamed("io.hookline.deploy");
        deploy.stop();
        deploy.start();
        assertReportWaits();
        assertThat(refused(DeployRefusal.UNRESOLVED, () -> deployer()
                        .start(List.of(name("report")), forced, ProgressListener.NONE)))
                .hasMessageContaining("it depends on the plugin " + id());
        assertThat(deployer()
                        .rollback(0, DeployOptions.SAFE, ProgressListener.NONE)
                        .joined())
                .containsExactlyInAnyOrder(name("cache") + " 1.2.0", name("report") + " 1.0.0");
        assertThat(call()).containsExactlyInAnyOrder(hook("report", "1.0.0"), hook("cache", "1.2.0"));
        assertThat(row("report", "1.0.0").state()).isEqualTo(ReleaseState.RUNNING);

        deployer().remove(List.of(name("cache")), waived, ProgressListener.NONE);
        assertReportWaits();
        // It starts by itself when what it waits for comes.
        deploy(stating(plugin("cache", "1.3.0"), id(), "1.3.0"));
        Awaitility.await().untilAsserted(() -> assertThat(call())
                .containsExactlyInAnyOrder(hook("report", "1.0.0"), hook("cache", "1.3.0")));
        assertThat(row("report", "1.0.0").state()).isEqualTo(ReleaseState.RUNNING);
    }

    private void assertReportWaits() {
        assertThat(row("report", "1.0.0").state()).isEqualTo(ReleaseState.WAITING);
        assertThat(row("report", "1.0.0").why()).contains("it waits", "depends on the plugin " + id(), "starts when");
    }

    @Test
    public void aRouteFollowsASwapAndHoldsTheOldReleaseForTheCallInIt() throws Exception {
        deploy(stating(plugin("cache", "1.0.0"), id(), "1.0.0", id()));
        PluginRoute<Hook> route = plugins().route(Hook.class, id());
        HookContext held = trailContext();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        held.put(FixturePlugin.ENTERED, entered);
        held.put(FixturePlugin.GATE, gate);
        CompletableFuture<Void> call = InThread.run(() -> route.call().before(held));
        assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
        String next = jar(stating(plugin("cache", "1.1.0"), id(), "1.1.0", id()));
        // When the deployer gives up waiting, the stop of the old release continues in the background and waits for
        // the call.
        CompletableFuture<Void> swap =
                InThread.run(() -> deployer().deploy(List.of(next), DeployOptions.SAFE, ProgressListener.NONE));
        Awaitility.await().untilAsserted(() -> assertThat(called(route)).containsExactly(hook("cache", "1.1.0")));
        assertThat(call).isNotDone();
        gate.countDown();
        call.get(60, TimeUnit.SECONDS);
        assertThat(trail(held)).containsExactly(hook("cache", "1.0.0"));
        swap.get(60, TimeUnit.SECONDS);
        assertThat(called(route)).containsExactly(hook("cache", "1.1.0"));
        route.close();
    }

    @Test
    public void thePluginsOfTheDistributionHaveIdsAndTags() {
        assertThat(plugins().plugins("http"))
                .extracting(PluginStatus::id)
                .contains("apikey", "ratelimit", "requestlog");
    }

    /** An id that only this test uses. */
    private String id() {
        return name("cache").replace('.', '-');
    }

    private static BundleJar stating(BundleJar jar, String id, String version, String... tags) {
        return jar.clause(
                "Provide-Capability",
                "io.hookline.plugin;io.hookline.plugin=" + id + ";version:Version=\"" + version + "\""
                        + (tags.length == 0 ? "" : ";tags:List<String>=\"" + String.join(",", tags) + "\""));
    }

    private static BundleJar needing(BundleJar jar, String id) {
        return jar.clause(
                "Require-Capability",
                "io.hookline.plugin;filter:=\"(&(io.hookline.plugin=" + id + ")(version>=1.2)(!(version>=2)))\"");
    }

    private static List<String> called(PluginRoute<Hook> route) throws Exception {
        HookContext context = trailContext();
        route.call().before(context);
        return trail(context);
    }

    private PluginRegistry plugins() {
        return service(PluginRegistry.class);
    }

    private PluginStatus plugin(String name) {
        return plugins().plugins().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in the table"));
    }
}
