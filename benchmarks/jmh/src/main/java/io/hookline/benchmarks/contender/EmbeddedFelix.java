package io.hookline.benchmarks.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.launch.Framework;

/** A Felix framework inside this process, with a temporary folder that is deleted with it. */
final class EmbeddedFelix implements AutoCloseable {

    private static final long STOP_TIMEOUT_MS = 10_000;

    private final Path folder;
    private final Framework framework;

    private EmbeddedFelix(Path folder, Framework framework) {
        this.folder = folder;
        this.framework = framework;
    }

    /** Starts a framework with these additional properties. */
    static EmbeddedFelix start(Map<String, String> properties) {
        try {
            Path folder = Files.createTempDirectory("hookline-benchmarks");
            Map<String, String> all = new HashMap<>(properties);
            all.put(Constants.FRAMEWORK_STORAGE, folder.toString());
            all.put("felix.log.level", "1");
            EmbeddedFelix felix = new EmbeddedFelix(folder, new FrameworkFactory().newFramework(all));
            felix.framework.start();
            return felix;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BundleException e) {
            throw new IllegalStateException("Felix does not start", e);
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Registers services of one type, the first with the highest ranking. */
    <S> void registerRanked(Class<S> type, List<? extends S> services, Map<String, String> properties) {
        int ranking = services.size();
        for (S service : services) {
            Map<String, Object> all = new HashMap<>(properties);
            all.put(Constants.SERVICE_RANKING, ranking--);
            context().registerService(type, service, FrameworkUtil.asDictionary(all));
        }
    }

    /** Installs and starts the bundle that a class on the class path comes from. */
    void startBundleOf(Class<?> type) {
        try {
            context()
                    .installBundle("reference:"
                            + type.getProtectionDomain().getCodeSource().getLocation())
                    .start();
        } catch (BundleException e) {
            throw new IllegalStateException("the bundle of " + type + " does not start", e);
        }
    }

    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(STOP_TIMEOUT_MS);
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (BundleException e) {
            throw new IllegalStateException("Felix does not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
