package io.hookline.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The framework with the bundles of the distribution. */
final class OsgiRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(OsgiRuntime.class);

    private static final long START_TIMEOUT_S = 90;

    private final HooklineFramework felix;
    private final FutureTask<Boolean> start;
    private volatile String stuck = "";

    private OsgiRuntime(HooklineFramework felix) {
        this.felix = felix;
        this.start = new FutureTask<>(() -> {
            felix.start();
            return true;
        });
        // A plugin that hangs in its start must not keep the launcher from telling so, and from ending.
        Thread thread = new Thread(start, "hookline-start");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Starts everything except the shell. A damaged bundle cache is replaced.
     *
     * @param properties framework properties in addition to those of the distribution
     */
    static OsgiRuntime start(Distribution distribution, DataFolder data, Map<String, String> properties) {
        OsgiRuntime runtime = begin(distribution, data, properties);
        try {
            runtime.awaitStarted(START_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return runtime;
    }

    /** Begins to start everything except the shell, without waiting for it. A damaged bundle cache is replaced. */
    static OsgiRuntime begin(Distribution distribution, DataFolder data, Map<String, String> properties) {
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

    /** Deletes the bundle cache; the next start rebuilds it. */
    static void discardCache(DataFolder data) throws IOException {
        Files.deleteIfExists(record(data));
        DataFolder.delete(storage(data));
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
     * Waits until all bundles have been started. Returns false if that has not ended in time, or a stop has begun.
     *
     * @throws LaunchException if the framework cannot start
     */
    boolean awaitStarted(long timeout, TimeUnit unit) throws InterruptedException {
        try {
            return start.get(timeout, unit);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new LaunchException("the framework cannot start: " + e.getCause(), e);
        }
    }

    /** What hangs in its start now, one line each. */
    List<String> hanging() {
        return new Hangs(context())
                .in(Bundle.STARTING).stream().map(Hangs.Hang::toString).toList();
    }

    /** Sets who is told when a stop begins, before anything stops: true if it was asked for. */
    void onStop(Consumer<Boolean> told) {
        felix.onStop(told);
    }

    /** Starts the shell for this run, and again whenever the framework's start level has gone down and up. */
    void startShell(ShellMode mode) {
        ShellBundles.start(context(), mode);
    }

    /**
     * Waits until a stop begins, and then for its end. Returns false if it does not end in time: {@link #stuck} tells
     * why.
     */
    boolean awaitStop(long timeout, TimeUnit unit) throws InterruptedException {
        felix.awaitStopBegun();
        return awaitEnd(timeout, unit);
    }

    /** Stops the framework. Returns false if it has not stopped in time: {@link #stuck} tells why. */
    boolean stop(long timeout, TimeUnit unit) throws InterruptedException {
        try {
            felix.stop();
        } catch (BundleException e) {
            LOG.error("The framework does not stop", e);
        }
        return awaitEnd(timeout, unit);
    }

    private boolean awaitEnd(long timeout, TimeUnit unit) throws InterruptedException {
        BoundedStop stop = new BoundedStop(felix, hangs(), timeout, unit);
        boolean stopped = stop.await();
        stuck = stopped ? "" : stop.describe();
        return stopped;
    }

    /** The bundles that are there; none if the framework has stopped already. */
    private Hangs hangs() {
        BundleContext context = felix.getBundleContext();
        return context == null ? new Hangs() : new Hangs(context);
    }

    /** What keeps the framework from stopping; empty if nothing does. */
    String stuck() {
        return stuck;
    }

    /** Whether the stop was asked for by the launcher or by the product, such as its shell. */
    boolean isStopAskedFor() {
        return felix.isAskedFor();
    }

    private static HooklineFramework open(Distribution distribution, DataFolder data, Map<String, String> properties)
            throws BundleException, IOException {
        Path record = record(data);
        if (!Files.exists(record)) {
            // There was no start, or it was not completed.
            DataFolder.delete(storage(data));
        }
        StartLevels levels =
                new StartLevels(distribution.properties(distribution.etc().resolve("start-levels.properties")));
        HooklineFramework felix =
                new HooklineFramework(configuration(distribution, data, properties, levels), distribution::owns);
        try {
            felix.init();
            StartProfile.ended("framework, its cache");
            BundleLog.offer(felix.getBundleContext());
            LogFeed.offer(felix.getBundleContext());
            ServiceUseCounts.follow(felix);
            new BundleSync(felix.getBundleContext(), distribution, levels, record).run();
            StartProfile.ended("comparison of the bundles with the distribution");
            StartProfile.follow(felix.getBundleContext());
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

    private static void stopQuietly(HooklineFramework felix) {
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
