package io.hookline.unload.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.unload.Holder;
import io.hookline.unload.HolderKind;
import io.hookline.unload.UnloadReport;
import io.hookline.unload.UnloadState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** Bundles of the framework itself: stopped, uninstalled and refreshed. */
class FelixUnloadTest {

    private static final UnloadLimits AT_ONCE = new UnloadLimits(true, 1, Duration.ZERO, 2, Duration.ZERO, 10);
    private static final String LEAKS = "io.hookline.unload.internal.leak.";

    private final LoaderWatch watch = new LoaderWatch(new MutableClock(), AT_ONCE);

    @TempDir
    private Path cache;

    private Framework framework;

    @BeforeEach
    void start() throws Exception {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        "org.osgi.framework.storage", cache.toString(),
                        "org.osgi.framework.bootdelegation", "io.hookline.unload.internal",
                        "org.osgi.framework.bundle.parent", "app"));
        framework.start();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    void aCleanBundleGoes() throws Exception {
        swap("CleanPlugin");

        lookUntil(UnloadState.GONE);
    }

    @Test
    void aBundleThatLeavesADriverIsHeldByIt() throws Exception {
        WeakReference<Leak> left = swap("DriverLeak");

        lookUntil(UnloadState.HELD);

        assertThat(report().holders()).containsExactly(new Holder(HolderKind.JDBC_DRIVER, LEAKS + "DriverLeak", true));
        List<String> path =
                new HeapPath(cache).find(watch.remaining("plugin-1.0")).lines().toList();
        assertThat(path).contains("class java.sql.DriverManager.registeredDrivers");
        assertThat(path.get(path.size() - 1))
                .startsWith("the class loader org.apache.felix.framework.BundleWiringImpl");
        left.get().end();
        watch.again();
        lookUntil(UnloadState.GONE);
    }

    /** Installs, runs and removes a bundle. */
    private WeakReference<Leak> swap(String leak) throws Exception {
        Bundle bundle = framework.getBundleContext().installBundle("memory:" + leak, jar(leak));
        bundle.start();
        watch.watch("plugin-1.0", bundle.adapt(BundleWiring.class).getClassLoader());
        Leak made =
                (Leak) bundle.loadClass(LEAKS + leak).getDeclaredConstructor().newInstance();
        made.begin();
        bundle.stop();
        bundle.uninstall();
        CountDownLatch refreshed = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        refreshed.await();
        watch.removed("plugin-1.0");
        return new WeakReference<>(made);
    }

    private static InputStream jar(String leak) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "plugin");
        String name = (LEAKS + leak).replace('.', '/') + ".class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
                InputStream code = FelixUnloadTest.class.getClassLoader().getResourceAsStream(name)) {
            jar.putNextEntry(new ZipEntry(name));
            code.transferTo(jar);
            jar.closeEntry();
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private UnloadReport report() {
        return watch.reports().get(0);
    }

    private void lookUntil(UnloadState state) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    watch.check();
                    return report().state() == state;
                });
    }
}
