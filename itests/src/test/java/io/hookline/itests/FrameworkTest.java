package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;

import io.hookline.api.HookPoints;
import io.hookline.api.HookRegistry;
import io.hookline.api.hook.HookContext;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.itests.fixture.BundleJar;
import io.hookline.itests.fixture.FixturePlugin;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerSuite;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A test inside the framework, with the bundles of the distribution. All such tests share one framework. What a test
 * installs is removed after it. The gateway, the record service, the deployment and the plugins are installed but not
 * started.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerSuite.class)
public abstract class FrameworkTest {

    private static final List<String> NOT_STARTED = List.of(
            "io.hookline.gateway-",
            "io.hookline.records-",
            "io.hookline.deploy-",
            "gogo.jline",
            "gogo.shell",
            "/jline-",
            "felix.fileinstall");

    private final List<Bundle> installed = new ArrayList<>();
    private final Map<Class<?>, ServiceTracker<?, ?>> trackers = new ConcurrentHashMap<>();

    /** The framework that all tests run in. */
    @Configuration
    public Option[] framework() {
        return options(
                junitBundles(),
                systemPackages(
                        "org.slf4j;version=\"1.7.36\"",
                        "org.slf4j.spi;version=\"1.7.36\"",
                        "org.slf4j.helpers;version=\"1.7.36\"",
                        "org.slf4j.event;version=\"1.7.36\""),
                systemPackages(distributionsSystemPackages()),
                frameworkProperty("felix.cm.pm").value("hookline"),
                frameworkProperty("felix.cm.config.plugins").value("org.apache.felix.configadmin.plugin.interpolation"),
                frameworkProperty("org.osgi.framework.bootdelegation")
                        .value("sun.misc,jdk.jfr.internal,jdk.jfr.internal.*"),
                frameworkProperty("org.osgi.framework.bsnversion").value("managed"),
                // One folder for each process: the deployer must start with an empty one, and all tests must use the
                // same.
                frameworkProperty("hookline.data")
                        .value(folder("hookline.test.data")
                                .resolve("process-" + ProcessHandle.current().pid())
                                .toString()),
                frameworkProperty("hookline.test.data")
                        .value(folder("hookline.test.data").toString()),
                frameworkProperty("hookline.distribution")
                        .value(folder("hookline.distribution").toString()),
                bundles(folder("hookline.test.bundles")),
                bundles(folder("hookline.distribution").resolve("bundles")),
                bundles(folder("hookline.distribution").resolve("plugins")));
    }

    /** The packages that the launcher's class path exports to bundles. */
    private static String[] distributionsSystemPackages() {
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(
                folder("hookline.distribution").resolve("etc").resolve("framework.properties"))) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties
                .getProperty("org.osgi.framework.system.packages.extra")
                .split(",");
    }

    /** Installs the bundles of a folder, and starts them, except for plugins: tests start those that they need. */
    private static Option bundles(Path folder) {
        boolean plugins = folder.endsWith("plugins");
        try (Stream<Path> jars = Files.list(folder)) {
            return composite(jars.filter(jar -> jar.toString().endsWith(".jar"))
                    .sorted()
                    .map(jar -> bundle("reference:" + jar.toUri())
                            .start(NOT_STARTED.stream().noneMatch(jar.toUri().toString()::contains) && !plugins))
                    .toArray(Option[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException("build the distribution first: mvn verify from the top", e);
        }
    }

    /** A folder that the build defines; inside the framework from a property. */
    static Path folder(String property) {
        return Path.of(System.getProperty(property)).toAbsolutePath().normalize();
    }

    /** Removes what the test has installed and releases the services that it used. */
    @After
    public final void cleanUp() throws BundleException {
        for (Bundle bundle : installed) {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
        }
        assertThat(runtime().stats().callsInFlight()).isZero();
        trackers.values().forEach(ServiceTracker::close);
    }

    /** The bundle context of the test. */
    final BundleContext context() {
        return FrameworkUtil.getBundle(getClass()).getBundleContext();
    }

    /** Waits some seconds for a service. The test uses it until its end. */
    final <T> T service(Class<T> type) {
        ServiceTracker<?, ?> tracker = trackers.computeIfAbsent(type, this::track);
        try {
            Object service = tracker.waitForService(3_000);
            assertThat(service).as(type.getName()).isNotNull();
            return type.cast(service);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private ServiceTracker<?, ?> track(Class<?> type) {
        ServiceTracker<?, ?> tracker = new ServiceTracker<>(context(), type, null);
        tracker.open();
        return tracker;
    }

    final HookPoints points() {
        return service(HookPoints.class);
    }

    final HookRegistry registry() {
        return service(HookRegistry.class);
    }

    final HookRuntime runtime() {
        return service(HookRuntime.class);
    }

    /** Installs a bundle that the test has built. */
    final Bundle install(BundleJar jar) throws BundleException {
        Bundle bundle = context().installBundle("test:" + System.nanoTime(), jar.open());
        installed.add(bundle);
        return bundle;
    }

    final Bundle installAndStart(BundleJar jar) throws BundleException {
        Bundle bundle = install(jar);
        bundle.start();
        return bundle;
    }

    /** A bundle of the distribution. */
    final Bundle bundleNamed(String symbolicName) {
        return Stream.of(context().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(symbolicName + " is not installed"));
    }

    /** A context whose hooks leave their names in a trail. */
    static HookContext trailContext() {
        HookContext context = HookContext.create();
        context.put(FixturePlugin.TRAIL, Collections.synchronizedList(new ArrayList<String>()));
        return context;
    }

    /** The names that the hooks of a call have added. */
    @SuppressWarnings("unchecked")
    static List<String> trail(HookContext context) {
        return List.copyOf((List<String>) context.get(FixturePlugin.TRAIL));
    }

    /** Triggers an event and returns the names of the hooks that were called. */
    final List<String> trigger(String event) throws Exception {
        HookContext context = trailContext();
        registry().trigger(event, context);
        return trail(context);
    }
}
