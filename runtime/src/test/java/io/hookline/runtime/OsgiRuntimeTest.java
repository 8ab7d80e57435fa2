package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;

/** Starts the framework with generated distributions, one after the other on the same data folder. */
final class OsgiRuntimeTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    @SuppressWarnings("NullAway.Init")
    private Path home;

    @SuppressWarnings("NullAway.Init")
    private DataFolder data;

    @BeforeEach
    void makeDistribution() throws IOException {
        home = temporary.resolve("my home");
        for (String folder : List.of("etc", "bundles")) {
            Files.createDirectories(home.resolve(folder));
        }
        Files.writeString(home.resolve("etc/framework.properties"), "");
        Files.writeString(home.resolve("etc/start-levels.properties"), "default = 30\nplugins = 40\n");
        data = DataFolder.at(temporary.resolve("data"));
        jar("bundles/part.jar", "part", "1.0.0");
    }

    @Test
    void theFirstStartInstallsAndStartsTheProductsBundles() throws Exception {
        assertThat(startAndStop()).containsExactly("part 1.0.0 ACTIVE");
    }

    @Test
    void aBundleInstalledByHandIsRemovedAtTheNextStart() throws Exception {
        OsgiRuntime first = start();
        first.context()
                .installBundle(jar("by-hand.jar", "by-hand", "1.0.0").toUri().toString())
                .start();
        stop(first);
        assertThat(startAndStop()).containsExactly("part 1.0.0 ACTIVE");
    }

    @Test
    void theProductsBundlesFollowTheDistribution() throws Exception {
        startAndStop();
        jar("bundles/part.jar", "part", "1.0.1");
        jar("bundles/new.jar", "new", "2.0.0");
        assertThat(startAndStop()).containsExactly("new 2.0.0 ACTIVE", "part 1.0.1 ACTIVE");
        Files.delete(home.resolve("bundles/new.jar"));
        assertThat(startAndStop()).containsExactly("part 1.0.1 ACTIVE");
    }

    @Test
    void aBundleThatWasUninstalledDoesNotStayInMemory() throws Exception {
        OsgiRuntime runtime = start();
        runtime.context().registerService(Runnable.class, () -> {}, null);
        WeakReference<Bundle> gone = useAServiceAndGo(runtime.context());
        await().untilAsserted(() -> {
            System.gc();
            assertThat(gone.refersTo(null)).isTrue();
        });
        stop(runtime);
    }

    private WeakReference<Bundle> useAServiceAndGo(BundleContext context) throws Exception {
        Bundle guest =
                context.installBundle(jar("guest.jar", "guest", "1.0.0").toUri().toString());
        guest.start();
        ServiceReference<Runnable> service = guest.getBundleContext().getServiceReference(Runnable.class);
        guest.getBundleContext().getService(service).run();
        guest.uninstall();
        context.getBundle().adapt(FrameworkWiring.class).refreshBundles(List.of(guest));
        return new WeakReference<>(guest);
    }

    @Test
    void aMovedDistributionIsFollowed() throws Exception {
        startAndStop();
        home = Files.move(home, temporary.resolve("elsewhere"));
        assertThat(startAndStop()).containsExactly("part 1.0.0 ACTIVE");
    }

    @Test
    void aCacheWithDamagedRecordsIsReplaced() throws Exception {
        startAndStop();
        damage("bundle.info");
        assertThat(startAndStop()).containsExactly("part 1.0.0 ACTIVE");
    }

    @Test
    void anIncompleteCacheIsReplaced() throws Exception {
        startAndStop();
        Files.delete(data.cache().resolve("distribution"));
        assertThat(startAndStop()).containsExactly("part 1.0.0 ACTIVE");
    }

    private void damage(String name) throws IOException {
        try (var files = Files.walk(data.cache())) {
            for (Path file : files.filter(f -> f.endsWith(name)).toList()) {
                Files.write(file, new byte[0]);
            }
        }
    }

    private OsgiRuntime start() {
        return OsgiRuntime.start(new Distribution(home), data, Map.of());
    }

    private static void stop(OsgiRuntime runtime) throws InterruptedException {
        assertThat(runtime.stop(10, TimeUnit.SECONDS)).isTrue();
    }

    /** The bundles between start and stop. */
    private List<String> startAndStop() throws InterruptedException {
        OsgiRuntime runtime = start();
        List<String> bundles = Arrays.stream(runtime.context().getBundles())
                .filter(bundle -> bundle.getBundleId() != 0)
                .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion() + " " + state(bundle))
                .sorted()
                .toList();
        stop(runtime);
        return bundles;
    }

    private static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.ACTIVE -> "ACTIVE";
            case Bundle.INSTALLED -> "INSTALLED";
            default -> "state " + bundle.getState();
        };
    }

    private Path jar(String path, String name, String version) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", version);
        Path file = home.resolve(path);
        try (OutputStream out = Files.newOutputStream(file)) {
            new JarOutputStream(out, manifest).close();
        }
        return file;
    }
}
