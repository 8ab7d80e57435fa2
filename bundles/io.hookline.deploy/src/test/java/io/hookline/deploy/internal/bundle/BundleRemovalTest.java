package io.hookline.deploy.internal.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.deploy.artifact.StopOutcome;
import io.hookline.deploy.internal.task.DeadlineTask;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;

/** A bundle that hangs blocks neither the framework nor the removal of others, and goes when it has ended. */
@Timeout(60)
final class BundleRemovalTest {

    private static final Duration AT_ONCE = Duration.ofMillis(50);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final CountDownLatch latch = new CountDownLatch(1);
    private Framework framework;
    private PluginBundles bundles;
    private BundleRemoval removal;

    @BeforeEach
    void start() throws Exception {
        System.getProperties().put(HangingActivator.LATCH, latch);
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        "org.osgi.framework.storage", folder.resolve("cache").toString(), "felix.log.level", "0"));
        framework.start();
        bundles = new PluginBundles(framework.getBundleContext(), 1);
        removal = new BundleRemoval(bundles);
    }

    @AfterEach
    void stop() throws Exception {
        latch.countDown();
        framework.stop();
        framework.waitForStop(10_000);
        System.getProperties().remove(HangingActivator.LATCH);
    }

    @Test
    void aBundleIsStoppedUninstalledAndRefreshed() throws Exception {
        Bundle bundle = installAndStart("plugin");
        assertThat(removal.stop(bundle, TIMEOUT)).isEqualTo(StopOutcome.STOPPED);
        assertThat(removal.uninstall(List.of(bundle), TIMEOUT)).isEmpty();
        assertThat(bundle.getState()).isEqualTo(Bundle.UNINSTALLED);
        assertThat(removal.leaving()).isEmpty();
        assertThat(removal.isDue()).isFalse();
    }

    @Test
    void aBundleWhoseStartHangsIsLeftAloneUntilThatEnds() throws Exception {
        Bundle stuck = hangInStart("stuck");
        StopOutcome outcome = removal.stop(stuck, TIMEOUT);
        assertThat(outcome.ended()).isFalse();
        assertThat(outcome.faults()).singleElement().asString().contains("left alone", "a restart of the runtime");
        assertThat(stuck.getState()).isEqualTo(Bundle.STARTING);
        assertThat(removal.leaving()).containsExactly(stuck);
        assertThat(removal.isDue()).isFalse();
        assertOthersComeAndGo();
        assertItGoesWhenTheLatchOpens(stuck);
    }

    @Test
    void aBundleWhoseStopHangsIsLeftAloneUntilThatEnds() throws Exception {
        Bundle stuck = installAndStart("stuck", "Stop-Hangs");
        StopOutcome outcome = removal.stop(stuck, AT_ONCE);
        assertThat(outcome.ended()).isFalse();
        assertThat(outcome.faults()).singleElement().asString().contains("HangingActivator.stop");
        assertThat(stuck.getState()).isEqualTo(Bundle.STOPPING);
        assertOthersComeAndGo();
        assertItGoesWhenTheLatchOpens(stuck);
    }

    @Test
    void aBundleThatCannotBeUninstalledIsNotRefreshed() throws Exception {
        Bundle stuck = hangInStart("stuck");
        assertThat(removal.uninstall(List.of(stuck), AT_ONCE))
                .singleElement()
                .asString()
                .contains("uninstalling stuck 1.0.0 went wrong");
        assertOthersComeAndGo();
        assertItGoesWhenTheLatchOpens(stuck);
    }

    @Test
    void whatABundleThatHangsIsWiredToIsRefreshedWhenThatHasGone() throws Exception {
        Bundle library = installAndStart("library");
        Bundle stuck = hangInStart("stuck", "Needs-library");
        removal.stop(stuck, TIMEOUT);
        assertThat(removal.stop(library, TIMEOUT)).isEqualTo(StopOutcome.STOPPED);
        assertThat(removal.uninstall(List.of(library), TIMEOUT))
                .singleElement()
                .asString()
                .contains("library 1.0.0 is uninstalled", "stuck 1.0.0, which hangs", "a restart of the runtime");
        assertThat(library.getState()).isEqualTo(Bundle.UNINSTALLED);
        assertThat(removal.leaving()).containsExactlyInAnyOrder(library, stuck);
        assertThat(removal.isDue()).isFalse();
        assertOthersComeAndGo();
        assertItGoesWhenTheLatchOpens(stuck);
    }

    @Test
    void aBundleThatWaitsForItsFirstUseDoesNotHang() throws Exception {
        Bundle lazy = install("lazy", Constants.BUNDLE_ACTIVATIONPOLICY);
        lazy.start(Bundle.START_ACTIVATION_POLICY);
        assertThat(lazy.getState()).isEqualTo(Bundle.STARTING);
        assertThat(lazy.adapt(BundleStartLevel.class).isActivationPolicyUsed()).isTrue();
        assertThat(removal.stop(lazy, TIMEOUT)).isEqualTo(StopOutcome.STOPPED);
        assertThat(removal.uninstall(List.of(lazy), TIMEOUT)).isEmpty();
    }

    /** The refresh of others ends, so that the framework's lock is free. */
    private void assertOthersComeAndGo() throws Exception {
        for (int i = 0; i < 2; i++) {
            Bundle other = installAndStart("other");
            assertThat(removal.stop(other, TIMEOUT)).isEqualTo(StopOutcome.STOPPED);
            assertThat(removal.uninstall(List.of(other), TIMEOUT)).isEmpty();
        }
    }

    private void assertItGoesWhenTheLatchOpens(Bundle stuck) throws InterruptedException {
        latch.countDown();
        await().until(removal::isDue);
        removal.settle(TIMEOUT);
        assertThat(stuck.getState()).isEqualTo(Bundle.UNINSTALLED);
        assertThat(removal.leaving()).isEmpty();
        assertThat(removal.isDue()).isFalse();
    }

    private Bundle hangInStart(String name, String... marks) throws Exception {
        Bundle bundle = install(name, List.of(marks), "Start-Hangs");
        DeadlineTask task = DeadlineTask.begin("start", () -> PluginBundles.start(bundle));
        await().until(() -> bundle.getState() == Bundle.STARTING);
        assertThat(task.giveUp().ended()).isFalse();
        bundles.abandoned().add(bundle, task);
        return bundle;
    }

    private Bundle installAndStart(String name, String... marks) throws Exception {
        Bundle bundle = install(name, marks);
        PluginBundles.start(bundle);
        return bundle;
    }

    private Bundle install(String name, List<String> marks, String mark) throws Exception {
        String[] all = marks.toArray(new String[marks.size() + 1]);
        all[marks.size()] = mark;
        return install(name, all);
    }

    /** Marks are headers, or {@code Needs-} with the name of another one. */
    private Bundle install(String name, String... marks) throws Exception {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", name);
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue("Bundle-Activator", HangingActivator.class.getName());
        headers.putValue("Import-Package", "org.osgi.framework");
        for (String mark : marks) {
            if (mark.startsWith("Needs-")) {
                headers.putValue("Require-Bundle", mark.substring("Needs-".length()));
            } else {
                headers.putValue(mark, "lazy");
            }
        }
        return install(name, manifest);
    }

    private Bundle install(String name, Manifest manifest) throws Exception {
        Path jar = folder.resolve(name + ".jar");
        String entry = HangingActivator.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream code = HangingActivator.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            Objects.requireNonNull(code).transferTo(out);
        }
        return bundles.install(jar, false);
    }
}
