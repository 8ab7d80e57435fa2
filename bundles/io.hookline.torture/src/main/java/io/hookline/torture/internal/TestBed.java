package io.hookline.torture.internal;

import io.hookline.api.HookFailedException;
import io.hookline.api.HookPoint;
import io.hookline.api.HookPoints;
import io.hookline.api.PointSpec;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.api.runtime.PointStatus;
import io.hookline.common.text.Printable;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployerFactory;
import io.hookline.deploy.PrivateDeployer;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.UnloadStatus;
import io.hookline.torture.hook.TortureHook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The environment of a run: a temporary folder, a deployer for it, and two points. Clearing removes all of it. Used by
 * one thread.
 */
final class TestBed {

    private static final Logger LOG = LoggerFactory.getLogger(TestBed.class);
    private static final int LOOKS_FOR_LOADERS = 12;

    private final BundleContext context;
    private final HookRuntime runtime;
    private final Path folder;
    private final PrivateDeployer deployer;
    private final List<HookPoint<TortureHook>> points;

    private TestBed(
            BundleContext context,
            HookRuntime runtime,
            Path folder,
            PrivateDeployer deployer,
            List<HookPoint<TortureHook>> points) {
        this.context = context;
        this.runtime = runtime;
        this.folder = folder;
        this.deployer = deployer;
        this.points = points;
    }

    /** Creates one, after removing what an earlier process has left behind. */
    static TestBed create(BundleContext context, HookPoints hookPoints, HookRuntime runtime, DeployerFactory deployers)
            throws DeployRefusedException, InterruptedException {
        generated(context).forEach(TestBed::uninstall);
        Path folder;
        try {
            folder = Files.createTempDirectory("hookline-torture");
            Files.createDirectory(folder.resolve("jars"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PrivateDeployer deployer = deployers.open(folder.resolve("deploy"));
        return new TestBed(
                context,
                runtime,
                folder,
                deployer,
                List.of(
                        hookPoints.open(PointSpec.of(TortureHook.FIRST, TortureHook.class)),
                        hookPoints.open(PointSpec.of(TortureHook.SECOND, TortureHook.class))));
    }

    PrivateDeployer deployer() {
        return deployer;
    }

    List<HookPoint<TortureHook>> points() {
        return points;
    }

    /** The folder of the generated jars. */
    Path jars() {
        return folder.resolve("jars");
    }

    /** Removes the plugins, which stops all their hooks. */
    void removePlugins(List<String> plugins, Violations violations) throws InterruptedException {
        List<String> running = plugins.stream()
                .filter(name -> generated(context).stream().anyMatch(bundle -> name.equals(bundle.getSymbolicName())))
                .toList();
        try {
            if (!running.isEmpty()) {
                deployer.remove(running, DeployOptions.SAFE, ProgressListener.NONE);
            }
        } catch (DeployRefusedException e) {
            violations.add(
                    Violation.Kind.LEFT_BEHIND,
                    "the plugins are not removed: " + Printable.of(HookFailedException.describe(e)));
        }
        List<Bundle> left = generated(context);
        if (!left.isEmpty()) {
            violations.add(Violation.Kind.LEFT_BEHIND, "bundles: " + left);
            left.forEach(TestBed::uninstall);
        }
    }

    /** The states of the class loaders of removed releases, after some time for their collection. */
    List<UnloadStatus> unloads() throws InterruptedException {
        for (int look = 0; look < LOOKS_FOR_LOADERS; look++) {
            if (deployer.unloads().stream().allMatch(unload -> unload.state() == UnloadStatus.State.GONE)) {
                break;
            }
            JvmSnapshot.take();
            TimeUnit.SECONDS.sleep(1);
        }
        return deployer.unloads();
    }

    static int held(List<UnloadStatus> unloads) {
        return (int) unloads.stream()
                .filter(unload -> unload.state() == UnloadStatus.State.HELD)
                .count();
    }

    static int watched(List<UnloadStatus> unloads) {
        return (int) unloads.stream()
                .filter(unload ->
                        unload.state() != UnloadStatus.State.HELD && unload.state() != UnloadStatus.State.GONE)
                .count();
    }

    /** Closes the points and the deployer and deletes the folder. */
    void clear(Violations violations) {
        points.forEach(HookPoint::close);
        deployer.close();
        for (PointStatus point : runtime.points()) {
            if (point.name().equals(TortureHook.FIRST) || point.name().equals(TortureHook.SECOND)) {
                violations.add(Violation.Kind.LEFT_BEHIND, "the point " + point.name());
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            violations.add(
                    Violation.Kind.LEFT_BEHIND,
                    "the folder " + folder + ": " + Printable.of(HookFailedException.describe(e)));
        }
    }

    private static List<Bundle> generated(BundleContext context) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> String.valueOf(bundle.getSymbolicName()).startsWith(PluginJars.PREFIX))
                .toList();
    }

    private static void uninstall(Bundle bundle) {
        try {
            bundle.uninstall();
        } catch (BundleException | IllegalStateException e) {
            LOG.warn("{} cannot be uninstalled", bundle, e);
        }
    }
}
