package io.hookline.deploy.internal.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.api.plugin.LifecycleContext;
import io.hookline.api.plugin.PluginLifecycle;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.artifact.RestoreContext;
import io.hookline.deploy.artifact.StagedRelease;
import io.hookline.deploy.artifact.StartContext;
import io.hookline.deploy.artifact.StopOutcome;
import io.hookline.deploy.internal.change.ChangeStartContext;
import io.hookline.deploy.internal.receive.Cancellation;
import io.hookline.deploy.internal.resolve.ResolveCheck;
import io.hookline.engine.release.ReleaseControl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.resolver.Resolver;

/** The plugins of a set in a real framework that starts, reaches their start level, and ends. */
final class BundleRestorerTest {

    private static final int LEVEL = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final Outcomes outcomes = new Outcomes();
    private final CountDownLatch started = new CountDownLatch(1);
    private final List<BundleRelease> releases = new ArrayList<>();
    private Framework framework;
    private PluginBundles bundles;
    private LifecycleRunner lifecycles;
    private Readiness readiness;
    private BundleRemoval removal;
    private BundleRestorer restorer;
    private CountDownLatch held = new CountDownLatch(0);

    @BeforeEach
    void start() throws Exception {
        System.getProperties().put(RecordingActivator.EVENTS, events);
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        "org.osgi.framework.storage", folder.resolve("cache").toString(), "felix.log.level", "0"));
        framework.start();
        bundles = new PluginBundles(framework.getBundleContext(), LEVEL);
        lifecycles = new LifecycleRunner(framework.getBundleContext(), TIMEOUT, bundles.abandoned());
        readiness = new Readiness(
                framework.getBundleContext(),
                answeringNothing(ServiceComponentRuntime.class),
                answeringNothing(ReleaseControl.class),
                TIMEOUT);
        removal = new BundleRemoval(bundles);
        restorer = new BundleRestorer(
                bundles, readiness, lifecycles, new ResolveCheck(framework.getBundleContext(), resolver()), removal);
    }

    private Resolver resolver() {
        return framework
                .getBundleContext()
                .getService(framework.getBundleContext().getServiceReference(Resolver.class));
    }

    @AfterEach
    void stop() throws Exception {
        held.countDown();
        framework.stop();
        framework.waitForStop(60_000);
        System.getProperties().remove(RecordingActivator.EVENTS);
        System.getProperties().remove(RecordingActivator.HELD);
    }

    @Test
    void aPluginStartsBehindThoseItDependsOnWhateverTheirNumbers() throws Exception {
        install("report", "cache");
        install("cache", "store");
        install("store", null);
        restore();
        assertThat(events).isEmpty();
        reachLevel();
        assertThat(events).containsExactly("start store", "start cache", "start report");
    }

    @Test
    void aPluginThatDependsOnOneThatFailedWaitsForItAndSaysSo() throws Exception {
        install("report", "cache");
        install("cache", "store");
        install("store", null, "Fails");
        install("other", null);
        restore();
        reachLevel();
        assertThat(events).containsExactlyInAnyOrder("start store", "start other");
        assertThat(outcomes.failed).containsOnlyKeys("store");
        assertThat(release("report").problem()).contains("it waits for cache 1.0.0, on which it depends");
        assertThat(release("cache").problem()).contains("it waits for store 1.0.0, on which it depends");
    }

    @Test
    void onlyTheDeployerStartsPluginsAlsoThoseThatWereStartedByHandInAnEarlierProcess() throws Exception {
        install("report", "cache").start();
        install("cache", null);
        restore();
        reachLevel();
        assertThat(events).containsExactly("start cache", "start report");
        assertThat(releases)
                .noneMatch(release ->
                        release.bundle().adapt(BundleStartLevel.class).isPersistentlyStarted());
    }

    @Test
    void pluginsStartAgainWhenTheFrameworkComesBackToTheirLevel() throws Exception {
        install("report", "cache");
        install("cache", null);
        installHost();
        restore();
        reach(LEVEL + 1);
        events.clear();
        reach(LEVEL - 1);
        assertThat(events).containsExactlyInAnyOrder("stop host", "stop report", "stop cache");
        events.clear();
        reach(LEVEL + 1);
        assertThat(events).containsExactly("start cache", "start report", "start host");
    }

    @Test
    void aPluginThatHangsIsLeftOutAndWhatComesBehindPluginsStarts() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        System.getProperties().put(RecordingActivator.HELD, held);
        try {
            install("hanging", null, "Hangs");
            install("dependant", "hanging");
            install("other", null);
            outcomes.startTimeouts.add(Duration.ofMillis(500));
            restore();
            installHost();
            reach(LEVEL + 1);
            assertThat(events).containsExactly("start hanging", "start other", "start host");
            assertThat(outcomes.failed).containsOnlyKeys("hanging");
            assertThat(release("dependant").problem()).contains("it waits for hanging 1.0.0");
        } finally {
            held.countDown();
            System.getProperties().remove(RecordingActivator.HELD);
        }
    }

    @Test
    void whatWaitsStartsWhenThatComesWhichItDependsOn() throws Exception {
        install("report", "cache");
        install("cache", "store");
        reachLevel();
        restore();
        assertThat(events).isEmpty();
        assertThat(release("cache").problem())
                .contains("it waits: cache 1.0.0 cannot be resolved: it depends on the plugin store")
                .contains("it starts when that comes");
        assertThat(restorer.isDue()).isFalse();
        PluginBundles.start(install("store", null));
        assertThat(restorer.isDue()).isTrue();
        restorer.settle();
        assertThat(events).containsExactly("start store", "start cache", "start report");
        assertThat(release("report").problem()).isEmpty();
        assertThat(restorer.isDue()).isFalse();
    }

    @Test
    void whatLosesItsDependencyComesBackWithIt() throws Exception {
        Bundle store = install("store", null);
        install("report", "store");
        reachLevel();
        restore();
        events.clear();
        store.uninstall();
        bundles.refresh(List.of(store), TIMEOUT);
        assertThat(release("report").problem()).contains("it waits: report 1.0.0 cannot be resolved");
        restorer.settle();
        assertThat(events).containsExactly("stop store", "stop report");
        PluginBundles.start(install("store", null));
        assertThat(restorer.isDue()).isTrue();
        restorer.settle();
        assertThat(events).endsWith("start store", "start report");
    }

    @Test
    void whatDependsOnARemovedPluginStartsAgainWithTheOneThatReplacesIt() throws Exception {
        Bundle store = replacedStore();
        assertThat(removal.stop(store, TIMEOUT)).isEqualTo(StopOutcome.STOPPED);
        assertThat(removal.uninstall(List.of(store), TIMEOUT)).isEmpty();
        assertThat(events).containsExactly("stop store", "stop report", "start report");
        assertThat(outcomes.failed).isEmpty();
        assertThat(removal.isDue()).isFalse();
    }

    @Test
    void aDependantThatHangsWhenItStartsAgainIsLeftOutAndBlocksNothing() throws Exception {
        Bundle store = replacedStore("Hangs");
        hold();
        outcomes.startTimeouts.add(Duration.ofMillis(500));
        removal.stop(store, TIMEOUT);
        assertThat(removal.uninstall(List.of(store), TIMEOUT))
                .singleElement()
                .asString()
                .contains("report 1.0.0 was stopped, because it depends on what has changed, and does not run again");
        assertThat(outcomes.failed).containsOnlyKeys("report");
        assertThat(outcomes.failed.get("report")).contains("RecordingActivator.hang", "still goes on");
        assertThat(release("report").abandonedThreads()).isEqualTo(1);
        assertOthersComeAndGo();
    }

    @Test
    void aDependantWhoseStopHangsIsLeftOutAndItsRefreshWaitsForIt() throws Exception {
        Bundle store = replacedStore("Stop-Hangs");
        hold();
        store.uninstall();
        removal.refresh().add(store);
        assertThat(removal.refresh().run(Duration.ofMillis(500)))
                .singleElement()
                .asString()
                .contains("report 1.0.0 is left out", "hangs in its stop", "RecordingActivator.hang");
        assertThat(outcomes.failed).containsOnlyKeys("report");
        assertThat(release("report").abandonedThreads()).isEqualTo(1);
        assertThat(removal.leaving()).contains(store);
        assertThat(removal.isDue()).isFalse();
        assertOthersComeAndGo();
        held.countDown();
        await().atMost(TIMEOUT).until(removal::isDue);
        removal.settle(TIMEOUT);
        assertThat(removal.leaving()).isEmpty();
    }

    @Test
    void aDependantThatHangsInARefreshByHandIsNamedAndChangesAreRefusedInTime() throws Exception {
        Bundle store = replacedStore("Hangs");
        Bundle other = install("other", null);
        hold();
        framework.adapt(FrameworkWiring.class).refreshBundles(List.of(store));
        Bundle report = bundleOf("report");
        await().atMost(TIMEOUT).until(() -> report.getState() == Bundle.STARTING);
        assertThat(bundles.ripple(List.of(store, bundleOf("shelf")))).containsExactly(report);
        ChangeStartContext context =
                new ChangeStartContext("a test", Duration.ofMillis(500), new Cancellation(), ProgressListener.NONE);
        assertThatThrownBy(() ->
                        new BundleStarter(bundles, readiness, lifecycles).start(List.of(other), List.of(), context))
                .isInstanceOf(DeployRefusedException.class)
                .hasMessageContainingAll("other 1.0.0 cannot be resolved now", "waits for report 1.0.0", "restart");
        assertThatThrownBy(() -> install("late", null)).hasMessageContaining("waits for report 1.0.0");
        assertThat(restorer.isDue()).isFalse();
        held.countDown();
        assertThat(bundles.wiringLock().isFree(TIMEOUT)).isTrue();
        assertOthersComeAndGo();
    }

    @Test
    void aRefreshThatStopsHalfWayIsNamedChangesAreRefusedInTimeAndItGoesOnLater() throws Exception {
        Bundle store = replacedStore("Stop-Hangs");
        store.uninstall();
        removal.refresh().add(store);
        Bundle report = bundleOf("report");
        // Something starts the dependant again while the refresh is prepared. The framework then stops it itself.
        AtomicBoolean again = new AtomicBoolean(true);
        framework.getBundleContext().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.STOPPED && event.getBundle() == report && again.getAndSet(false)) {
                hold();
                startAgain(report);
            }
        });
        outcomes.startTimeouts.add(Duration.ofMillis(500));
        assertThat(removal.refresh().run(Duration.ofMillis(500))).anySatisfy(fault -> assertThat(fault)
                .contains("the framework's refresh did not end within 500 ms", "waits for report 1.0.0"));
        assertThat(release("report").problem()).isEqualTo("its bundle is being stopped");
        assertThatThrownBy(() -> install("late", null)).hasMessageContaining("waits for report 1.0.0");
        held.countDown();
        assertThat(bundles.wiringLock().isFree(TIMEOUT)).isTrue();
        await().atMost(TIMEOUT).until(() -> {
            restorer.settle();
            return report.getState() == Bundle.ACTIVE
                    && release("report").problem().isEmpty();
        });
        assertThat(removal.leaving()).isEmpty();
        assertOthersComeAndGo();
    }

    /** A store whose dependant runs, with another one beside it that can replace it. */
    private Bundle replacedStore(String... marks) throws Exception {
        System.getProperties().put(RecordingActivator.HELD, held);
        Bundle store = install("store", null);
        install("report", "store", marks);
        reachLevel();
        restore();
        PluginBundles.start(install("shelf", null, "Provides-store"));
        events.clear();
        return store;
    }

    private void hold() {
        held = new CountDownLatch(1);
        System.getProperties().put(RecordingActivator.HELD, held);
    }

    /** The framework's lock is free. */
    private void assertOthersComeAndGo() throws Exception {
        Bundle passing = install("passing", null);
        PluginBundles.start(passing);
        assertThat(removal.stop(passing, TIMEOUT)).isEqualTo(StopOutcome.STOPPED);
        assertThat(removal.uninstall(List.of(passing), TIMEOUT)).isEmpty();
        assertThat(passing.getState()).isEqualTo(Bundle.UNINSTALLED);
    }

    private static void startAgain(Bundle bundle) {
        try {
            PluginBundles.start(bundle);
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    private Bundle bundleOf(String name) {
        return release(name).bundle();
    }

    @Test
    void pluginsThatDependOnEachOtherStart() throws Exception {
        install("left", "right");
        install("right", "left");
        restore();
        reachLevel();
        assertThat(events).containsExactlyInAnyOrder("start left", "start right");
    }

    @Test
    void aLazyPluginStarts() throws Exception {
        Bundle lazy = install("lazy", null, "Bundle-ActivationPolicy");
        restore();
        reachLevel();
        assertThat(lazy.getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void atTheEndPluginsStopAheadOfThoseTheyDependOnAndTheirOwnStopAheadOfTheActivators() throws Exception {
        // The framework stops the one with the highest number first.
        install("report", "cache");
        install("cache", "store");
        install("store", null);
        restore();
        reachLevel();
        for (BundleRelease release : releases) {
            ownStop(release.bundle());
        }
        events.clear();
        framework.stop();
        framework.waitForStop(60_000);
        assertThat(events)
                .containsExactly(
                        "own stop of report: the process ends",
                        "stop report",
                        "own stop of cache: the process ends",
                        "stop cache",
                        "own stop of store: the process ends",
                        "stop store");
    }

    private void ownStop(Bundle bundle) throws InterruptedException {
        bundle.getBundleContext()
                .registerService(
                        PluginLifecycle.class,
                        new PluginLifecycle() {

                            @Override
                            public void start(LifecycleContext stage) {}

                            @Override
                            public void stop(LifecycleContext stage) {
                                events.add("own stop of " + bundle.getSymbolicName() + ": " + stage.reason());
                            }
                        },
                        null);
        assertThat(lifecycles.start(bundle, "a test", TIMEOUT, () -> false)).isEmpty();
    }

    private void restore() throws InterruptedException {
        restorer.restore(List.copyOf(releases), outcomes);
        restorer.whenStarted(started::countDown);
    }

    /** And the plugins that were restored ahead of it have started. */
    private void reachLevel() throws InterruptedException {
        boolean restored = !outcomes.known.isEmpty();
        reach(LEVEL);
        if (restored) {
            assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void reach(int level) throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        framework.adapt(FrameworkStartLevel.class).setStartLevel(level, event -> reached.countDown());
        assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private BundleRelease release(String name) {
        return releases.stream()
                .filter(release -> release.id().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A bundle that is no plugin, and starts behind them. */
    private void installHost() throws Exception {
        Bundle host = install("host", null);
        releases.remove(releases.size() - 1);
        restorer.forget(host);
        host.adapt(BundleStartLevel.class).setStartLevel(LEVEL + 1);
        host.start();
    }

    private Bundle install(String name, @Nullable String needs, String... marks) throws Exception {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", name);
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue("Bundle-Activator", RecordingActivator.class.getName());
        headers.putValue("Import-Package", "org.osgi.framework");
        String provided = "io.hookline.plugin;io.hookline.plugin=" + name;
        for (String mark : marks) {
            headers.putValue(mark, "lazy");
            if (mark.startsWith("Provides-")) {
                provided += ",io.hookline.plugin;io.hookline.plugin=" + mark.substring("Provides-".length());
            }
        }
        headers.putValue("Provide-Capability", provided);
        if (needs != null) {
            headers.putValue("Require-Capability", "io.hookline.plugin;filter:=\"(io.hookline.plugin=" + needs + ")\"");
        }
        Path jar = folder.resolve(name + "-" + releases.size() + ".jar");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
            String entry = RecordingActivator.class.getName().replace('.', '/') + ".class";
            out.putNextEntry(new JarEntry(entry));
            out.write(code(entry));
        }
        Bundle bundle = bundles.install(Files.write(jar, bytes.toByteArray()), false);
        releases.add(restorer.track(bundle, jar));
        return bundle;
    }

    private static byte[] code(String entry) throws IOException {
        try (InputStream in = RecordingActivator.class.getClassLoader().getResourceAsStream(entry)) {
            if (in == null) {
                throw new IOException(entry + " is not there");
            }
            return in.readAllBytes();
        }
    }

    private static <T> T answeringNothing(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, args) -> Collection.class.isAssignableFrom(method.getReturnType()) ? List.of() : null));
    }

    /** Remembers what becomes of releases. */
    private static final class Outcomes implements RestoreContext {

        private final Map<String, String> failed = new ConcurrentHashMap<>();
        private final List<Duration> startTimeouts = new CopyOnWriteArrayList<>();
        private final List<StagedRelease> known = new CopyOnWriteArrayList<>();

        @Override
        public StartContext start(String reason) {
            return new ChangeStartContext(
                    reason,
                    startTimeouts.isEmpty() ? TIMEOUT : startTimeouts.remove(0),
                    new Cancellation(),
                    ProgressListener.NONE);
        }

        @Override
        public void hold(StagedRelease release) {}

        @Override
        public void joins(StagedRelease release) {}

        @Override
        public void runs(StagedRelease release) {
            known.add(release);
        }

        @Override
        public void waits(StagedRelease release, String reason) {}

        @Override
        public void failed(StagedRelease release, String problem, boolean ended) {
            failed.put(release.id().name(), problem);
        }

        @Override
        public boolean isRunning(StagedRelease release) {
            return !failed.containsKey(release.id().name());
        }

        @Override
        public boolean isExpected(StagedRelease release) {
            return isRunning(release);
        }
    }
}
