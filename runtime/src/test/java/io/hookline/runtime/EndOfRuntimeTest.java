package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** Who may end the runtime, and that it ends although a plugin hangs. */
final class EndOfRuntimeTest {

    private static final String GATE = "io.hookline.runtime.test.gate";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    private final CountDownLatch gate = new CountDownLatch(1);

    @SuppressWarnings("NullAway.Init")
    private Path home;

    @SuppressWarnings("NullAway.Init")
    private DataFolder data;

    @BeforeEach
    void makeDistribution() throws IOException {
        home = temporary.resolve("home");
        for (String folder : List.of("etc", "bundles")) {
            Files.createDirectories(home.resolve(folder));
        }
        Files.writeString(home.resolve("etc/framework.properties"), "");
        Files.writeString(home.resolve("etc/start-levels.properties"), "default = 30\nplugins = 40\n");
        data = DataFolder.at(temporary.resolve("data"));
        System.getProperties().put(GATE, gate);
    }

    @AfterEach
    void openGate() {
        gate.countDown();
        System.getProperties().remove(GATE);
    }

    @Test
    void aPluginCannotStopTheFramework() throws Exception {
        OsgiRuntime runtime = start();
        Bundle plugin = install(runtime, Stopping.class);
        assertThatThrownBy(plugin::start)
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("plugin 1.0.0 has tried to stop the framework");
        assertThat(runtime.context().getBundle(0).getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(runtime.stop(10, TimeUnit.SECONDS)).isTrue();
        assertThat(runtime.isStopAskedFor()).isTrue();
    }

    @Test
    void aStopThatNeitherTheLauncherNorTheProductMakesIsToldAsNotAskedFor() throws Exception {
        OsgiRuntime runtime = start();
        AtomicReference<Boolean> asked = new AtomicReference<>();
        runtime.onStop(asked::set);
        MethodHandle stop = MethodHandles.publicLookup()
                .findVirtual(Bundle.class, "stop", MethodType.methodType(void.class))
                .bindTo(runtime.context().getBundle(0));
        new Thread(MethodHandleProxies.asInterfaceInstance(Runnable.class, stop)).start();
        assertThat(runtime.awaitStop(10, TimeUnit.SECONDS)).isTrue();
        assertThat(asked).hasValue(false);
        assertThat(runtime.isStopAskedFor()).isFalse();
    }

    @Test
    void aStopThatHangsIsInterruptedAndTheRuntimeEnds() throws Exception {
        OsgiRuntime runtime = start();
        install(runtime, WaitingInStop.class).start();
        assertThat(runtime.stop(2, TimeUnit.SECONDS)).isTrue();
        assertThat(gate.getCount()).isEqualTo(1);
    }

    @Test
    void theStartLevelStaysWhileAPluginHangs() throws Exception {
        OsgiRuntime runtime = start();
        Bundle plugin = install(runtime, HangingInStop.class);
        plugin.start();
        Thread stopping = new Thread(() -> assertThatCode(plugin::stop).doesNotThrowAnyException());
        stopping.start();
        await().until(() -> plugin.getState() == Bundle.STOPPING && isInGate(stopping));
        FrameworkStartLevel level = runtime.context().getBundle(0).adapt(FrameworkStartLevel.class);
        assertThatThrownBy(() -> level.setStartLevel(50))
                .hasMessageStartingWith("The start level stays at 60: plugin 1.0.0 hangs in its stop at ")
                .hasMessageEndingWith("Wait until it ends, or end the process: exit");
        gate.countDown();
        stopping.join();
        assertThatCode(plugin::start)
                .as("the framework itself asks for the class of its own start level")
                .doesNotThrowAnyException();
        level.setStartLevel(50);
        await().until(() -> level.getStartLevel() == 50);
        assertThat(runtime.stop(10, TimeUnit.SECONDS)).isTrue();
    }

    private static boolean isInGate(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("hang"));
    }

    @Test
    void aStopThatIgnoresInterruptsIsNamedAndLeftBehind() throws Exception {
        OsgiRuntime runtime = start();
        install(runtime, HangingInStop.class).start();
        assertThat(runtime.stop(1, TimeUnit.SECONDS)).isFalse();
        assertThat(runtime.stuck()).contains("plugin 1.0.0 hangs in its stop at ");
    }

    @Test
    void aStartThatHangsIsNamedAndKeepsNeitherTheLauncherNorTheEnd() throws Exception {
        jar(home.resolve("bundles/plugin.jar"), HangingInStart.class);
        OsgiRuntime runtime = OsgiRuntime.begin(new Distribution(home), data, Map.of());
        await().until(() -> !runtime.hanging().isEmpty());
        assertThat(runtime.awaitStarted(1, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(runtime.hanging()).singleElement().asString().contains("plugin 1.0.0 hangs in its start at ");
        assertThat(runtime.stop(60, TimeUnit.SECONDS)).isFalse();
        assertThat(runtime.stuck()).contains("plugin 1.0.0 hangs in its start at ");
    }

    private OsgiRuntime start() {
        return OsgiRuntime.start(new Distribution(home), data, Map.of());
    }

    private Bundle install(OsgiRuntime runtime, Class<?> activator) throws Exception {
        Path jar = jar(temporary.resolve("plugin.jar"), activator);
        return runtime.context().installBundle(jar.toUri().toString());
    }

    private static Path jar(Path file, Class<?> activator) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", "plugin");
        main.putValue("Bundle-Version", "1.0.0");
        main.putValue("Bundle-Activator", activator.getName());
        main.putValue("Import-Package", "org.osgi.framework");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Class<?> type : List.of(Gated.class, activator)) {
                String entry = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new ZipEntry(entry));
                try (InputStream code = type.getClassLoader().getResourceAsStream(entry)) {
                    assertThat(code).isNotNull();
                    code.transferTo(jar);
                }
                jar.closeEntry();
            }
        }
        return file;
    }

    /** Waits for the test's gate. */
    public static class Gated implements BundleActivator {

        @Override
        public void start(BundleContext context) throws Exception {}

        @Override
        public void stop(BundleContext context) throws Exception {}

        static CountDownLatch gate() {
            return (CountDownLatch) System.getProperties().get(GATE);
        }

        static void hang() {
            CountDownLatch gate = gate();
            while (gate.getCount() > 0) {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    // It hangs on.
                }
            }
        }
    }

    /** Stops the framework in its start. */
    public static final class Stopping extends Gated {

        @Override
        public void start(BundleContext context) throws BundleException {
            context.getBundle(0).stop();
        }
    }

    /** Waits in its stop until it is interrupted. */
    public static final class WaitingInStop extends Gated {

        @Override
        public void stop(BundleContext context) throws InterruptedException {
            gate().await();
        }
    }

    /** Hangs in its stop. */
    public static final class HangingInStop extends Gated {

        @Override
        public void stop(BundleContext context) {
            hang();
        }
    }

    /** Hangs in its start. */
    public static final class HangingInStart extends Gated {

        @Override
        public void start(BundleContext context) {
            hang();
        }
    }
}
