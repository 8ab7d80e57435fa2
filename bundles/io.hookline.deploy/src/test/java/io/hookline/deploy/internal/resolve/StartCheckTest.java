package io.hookline.deploy.internal.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.DeployRefusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** Which plugins of a set would not resolve at the next start. */
final class StartCheckTest {

    @TempDir
    private Path folder;

    private ResolveFixture framework;

    @BeforeEach
    void start() throws Exception {
        framework = new ResolveFixture(folder);
    }

    @AfterEach
    void stop() throws Exception {
        framework.close();
    }

    private Map<Path, ResolveVerdict> unresolved(Predicate<Bundle> stays, BundleJar... set) throws Exception {
        List<Path> jars = new ArrayList<>();
        for (BundleJar jar : set) {
            jars.add(jar.in(folder));
        }
        return framework.startCheck(stays).unresolved(jars);
    }

    @Test
    void aWholeSetResolves() throws Exception {
        BundleJar store =
                BundleJar.of("store", "1.0.0").exports("store;version=1.0").imports("host");
        BundleJar report = BundleJar.of("report", "1.0.0").imports("store").exports("report");
        framework.running(BundleJar.of("product", "1.0.0").exports("host"), store, report);
        assertThat(unresolved(bundle -> bundle.getSymbolicName().equals("product"), report, store))
                .isEmpty();
    }

    @Test
    void pluginsThatNeedEachOtherResolve() throws Exception {
        assertThat(unresolved(
                        bundle -> false,
                        BundleJar.of("left", "1.0.0").exports("left").imports("right"),
                        BundleJar.of("right", "1.0.0").exports("right").imports("left")))
                .isEmpty();
    }

    @Test
    void whatOnlyABundleOffersThatIsInstalledByHandIsNotThere() throws Exception {
        framework.running(BundleJar.of("library", "1.0.0").exports("lib"));
        Map<Path, ResolveVerdict> unresolved = unresolved(
                bundle -> bundle.getBundleId() == 0,
                BundleJar.of("good", "1.0.0").imports("org.osgi.framework"),
                BundleJar.of("plugin", "1.0.0").imports("lib"));
        assertThat(unresolved).containsOnlyKeys(folder.resolve("plugin-1.0.0.jar"));
        assertThat(unresolved.values().iterator().next().headline())
                .isEqualTo("plugin 1.0.0 would not start at the next start of the process: it imports package lib,"
                        + " which only library 1.0.0 (id 1) offers, and that was installed by hand, so that a restart"
                        + " removes it: felix:uninstall 1, then deploy its file together with this one (hook:deploy)");
    }

    @Test
    void eachPluginIsToldWithItsOwnReason() throws Exception {
        Map<Path, ResolveVerdict> unresolved = unresolved(
                bundle -> bundle.getBundleId() == 0,
                BundleJar.of("a", "1.0.0").imports("absent"),
                BundleJar.of("b", "1.0.0").imports("gone"),
                BundleJar.of("c", "1.0.0").exports("c"));
        assertThat(unresolved).containsOnlyKeys(folder.resolve("a-1.0.0.jar"), folder.resolve("b-1.0.0.jar"));
        assertThat(unresolved.get(folder.resolve("b-1.0.0.jar")).headline())
                .isEqualTo("b 1.0.0 cannot be resolved: it imports package gone, which nothing here offers");
        assertThat(unresolved.get(folder.resolve("b-1.0.0.jar")).refusal()).isEqualTo(DeployRefusal.UNRESOLVED);
    }

    @Test
    void aSingletonIsNoRivalOfItself() throws Exception {
        BundleJar one = BundleJar.of("one", "1.0.0").header("Bundle-SymbolicName", "one;singleton:=true");
        framework.running(one);
        assertThat(unresolved(bundle -> bundle.getBundleId() == 0, one)).isEmpty();
    }
}
