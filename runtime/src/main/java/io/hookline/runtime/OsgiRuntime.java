package io.hookline.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.Felix;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The framework with the bundles of the distribution. */
final class OsgiRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(OsgiRuntime.class);

    private final Felix felix;

    private OsgiRuntime(Felix felix) {
        this.felix = felix;
    }

    /**
     * Starts everything except the shell. A damaged bundle cache is replaced.
     *
     * @param properties framework properties in addition to those of the distribution
     */
    static OsgiRuntime start(Distribution distribution, DataFolder data, Map<String, String> properties) {
        try {
            return new OsgiRuntime(open(distribution, data, properties));
        } catch (BundleException | IOException | RuntimeException e) {
            LOG.warn(
                    "The bundle cache cannot be used and is replaced; the old one is kept as {}. The plugins are"
                            + " restored from the store",
                    setAside(data),
                    e);
        }
        try {
            DataFolder.delete(setAside(data));
            if (Files.exists(storage(data))) {
                Files.move(storage(data), setAside(data));
            }
            Files.deleteIfExists(record(data));
            return new OsgiRuntime(open(distribution, data, properties));
        } catch (BundleException | IOException e) {
            throw new LaunchException("the framework cannot start: " + e.getMessage(), e);
        }
    }

    /** The latest cache that could not be used. */
    private static Path setAside(DataFolder data) {
        Path storage = storage(data);
        return storage.resolveSibling(storage.getFileName() + ".unusable");
    }

    BundleContext context() {
        return felix.getBundleContext();
    }

    /**
     * Starts the shell's bundles, for this run only. JLine loads its classes with the thread's class loader, so
     * that is set.
     */
    void startShell(ShellMode mode) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            for (String name : mode.bundles()) {
                Bundle bundle = bundle(name);
                bundle.start(Bundle.START_TRANSIENT);
                thread.setContextClassLoader(bundle.adapt(BundleWiring.class).getClassLoader());
            }
        } catch (BundleException e) {
            throw new LaunchException("the shell does not start: " + e.getMessage(), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Waits until the framework stops. */
    void awaitStop() throws InterruptedException {
        felix.waitForStop(0);
    }

    /** Stops the framework. Returns false if it has not stopped in time. */
    boolean stop(long timeout, TimeUnit unit) throws InterruptedException {
        try {
            felix.stop();
        } catch (BundleException e) {
            LOG.error("The framework does not stop", e);
        }
        return felix.waitForStop(unit.toMillis(timeout)).getType() != FrameworkEvent.WAIT_TIMEDOUT;
    }

    private Bundle bundle(String symbolicName) {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new LaunchException("the bundle " + symbolicName + " is missing"));
    }

    private static Felix open(Distribution distribution, DataFolder data, Map<String, String> properties)
            throws BundleException, IOException {
        Path record = record(data);
        if (!Files.exists(record)) {
            // There was no start, or it was not completed.
            DataFolder.delete(storage(data));
        }
        StartLevels levels =
                new StartLevels(distribution.properties(distribution.etc().resolve("start-levels.properties")));
        Felix felix = new Felix(configuration(distribution, data, properties, levels));
        try {
            felix.init();
            BundleLog.offer(felix.getBundleContext());
            ServiceUseCounts.follow(felix);
            new BundleSync(felix.getBundleContext(), distribution, levels, record).run();
            felix.start();
            return felix;
        } catch (BundleException | IOException | RuntimeException e) {
            stopQuietly(felix);
            throw e;
        }
    }

    private static Map<String, Object> configuration(
            Distribution distribution, DataFolder data, Map<String, String> properties, StartLevels levels) {
        Map<String, Object> all = new HashMap<>();
        distribution
                .properties(distribution.etc().resolve("framework.properties"))
                .forEach((key, value) -> all.put((String) key, value));
        all.put(Constants.FRAMEWORK_STORAGE, storage(data).toString());
        all.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(StartLevels.ALL));
        all.put("felix.startlevel.bundle", Integer.toString(levels.ofPlugins()));
        all.put("felix.log.logger", new FrameworkLog());
        all.put("felix.fileinstall.dir", data.conf().toString());
        all.put("felix.fileinstall.tmpdir", data.cache().resolve("fileinstall").toString());
        all.put(
                "org.apache.felix.configadmin.plugin.interpolation.secretsdir",
                data.root().resolve("secrets").toString());
        all.put("hookline.home", distribution.home().toString());
        all.put("gosh.home", distribution.home().toString());
        all.putAll(properties);
        return all;
    }

    private static void stopQuietly(Felix felix) {
        try {
            felix.stop();
            felix.waitForStop(TimeUnit.SECONDS.toMillis(10));
        } catch (BundleException e) {
            LOG.debug("The framework that did not start does not stop either", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path storage(DataFolder data) {
        return data.cache().resolve("felix");
    }

    private static Path record(DataFolder data) {
        return data.cache().resolve("distribution");
    }
}
