package io.hookline.deploy.internal.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
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
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/** Bundles that are marked to start in a real framework, which then reaches their start level. */
final class StartOrderTest {

    private static final int LEVEL = 5;

    @TempDir
    private Path cache;

    private final List<String> started = Collections.synchronizedList(new ArrayList<>());
    private Framework framework;

    @BeforeEach
    void start() throws Exception {
        framework = new FrameworkFactory().newFramework(Map.of("org.osgi.framework.storage", cache.toString()));
        framework.start();
        SynchronousBundleListener listener = event -> {
            if (event.getType() == BundleEvent.STARTED) {
                started.add(event.getBundle().getSymbolicName());
            }
        };
        framework.getBundleContext().addBundleListener(listener);
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    void aPluginStartsBehindThoseItDependsOnWhateverTheirNumbers() throws Exception {
        List<Bundle> all = List.of(plugin("report", "cache"), plugin("cache", "store"), plugin("store", null));
        framework.adapt(FrameworkWiring.class).resolveBundles(all);
        List<Bundle> order = PluginBundles.inDependencyOrder(all);
        for (Bundle bundle : order) {
            PluginBundles.start(bundle);
        }
        assertThat(started).isEmpty();
        try (StartOrder kept = StartOrder.of(framework.getBundleContext(), order)) {
            reachLevel();
        }
        assertThat(started).containsExactly("store", "cache", "report");
    }

    @Test
    void whatIsNotToStartIsNotStartedOnAnothersBehalf() throws Exception {
        Bundle report = plugin("report", "cache");
        List<Bundle> order = List.of(plugin("cache", null), report);
        framework.adapt(FrameworkWiring.class).resolveBundles(order);
        PluginBundles.start(report);
        try (StartOrder kept = StartOrder.of(framework.getBundleContext(), order)) {
            reachLevel();
        }
        assertThat(started).containsExactly("report");
    }

    private void reachLevel() throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        framework.adapt(FrameworkStartLevel.class).setStartLevel(LEVEL, event -> reached.countDown());
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private Bundle plugin(String name, @Nullable String needs) throws Exception {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", name);
        headers.putValue("Provide-Capability", "io.hookline.plugin;io.hookline.plugin=" + name);
        if (needs != null) {
            headers.putValue("Require-Capability", "io.hookline.plugin;filter:=\"(io.hookline.plugin=" + needs + ")\"");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        Bundle bundle = framework
                .getBundleContext()
                .installBundle("test:" + name, new ByteArrayInputStream(bytes.toByteArray()));
        bundle.adapt(BundleStartLevel.class).setStartLevel(LEVEL);
        return bundle;
    }
}
