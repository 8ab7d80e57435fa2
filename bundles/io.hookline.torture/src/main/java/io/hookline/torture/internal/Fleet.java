package io.hookline.torture.internal;

import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.Deployer;
import io.hookline.deploy.ProgressListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The plugins of a run and the releases of them that are running. Changes them through the deployer. Used by the
 * operator thread.
 */
final class Fleet {

    /** The options of all changes. */
    static final DeployOptions OPTIONS = DeployOptions.SAFE.withReadyTimeout(Duration.ofSeconds(20));

    private final List<String> plugins;
    private final Deployer deployer;
    private final PluginJars jars;
    private final RunMetrics metrics;
    private final Random random;
    private final CountDownLatch ended;
    private final Map<String, String> running = new HashMap<>();
    /** The plugins with a canary: the deployer refuses other changes of them. */
    private final Set<String> held = new HashSet<>();

    Fleet(
            List<String> plugins,
            Deployer deployer,
            PluginJars jars,
            RunMetrics metrics,
            Random random,
            CountDownLatch ended) {
        this.plugins = List.copyOf(plugins);
        this.deployer = deployer;
        this.jars = jars;
        this.metrics = metrics;
        this.random = random;
        this.ended = ended;
    }

    List<String> plugins() {
        return plugins;
    }

    Deployer deployer() {
        return deployer;
    }

    PluginJars jars() {
        return jars;
    }

    RunMetrics metrics() {
        return metrics;
    }

    Random random() {
        return random;
    }

    /** The running version of a plugin. */
    String version(String plugin) {
        String version = running.get(plugin);
        if (version == null) {
            throw new IllegalStateException(plugin + " does not run");
        }
        return version;
    }

    /** Deploys the plugins that are absent because an operation failed. */
    void restore() throws DeployRefusedException, InterruptedException {
        for (String plugin : plugins) {
            if (!running.containsKey(plugin)) {
                deploy(List.of(plugin), Behaviour.PLAIN);
            }
        }
    }

    /** A random plugin that runs and has no canary. */
    String any() {
        List<String> free = free();
        if (free.isEmpty()) {
            throw new OperationFailedException("no plugin is left");
        }
        return free.get(random.nextInt(free.size()));
    }

    /** The plugins that run and have no canary. */
    List<String> free() {
        List<String> free = new ArrayList<>(plugins);
        free.retainAll(running.keySet());
        free.removeAll(held);
        return free;
    }

    /** Marks the plugin as having a canary. */
    void beginCanary(String plugin) {
        held.add(plugin);
    }

    /** Records that the canary of the plugin has ended and this version runs. */
    void endCanary(String plugin, String version) {
        held.remove(plugin);
        running.put(plugin, version);
    }

    /** Waits, at most until the run ends. Returns false if it ends. */
    boolean pause(long millis) throws InterruptedException {
        return !ended.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Whether the run is ending. */
    boolean isEnding() {
        return ended.getCount() == 0;
    }

    /** Deploys the next releases of plugins, all in one generation. */
    void deploy(List<String> names, Behaviour behaviour) throws DeployRefusedException, InterruptedException {
        List<PluginJars.Draft> drafts =
                names.stream().map(name -> jars.next(name, behaviour)).toList();
        Map<String, String> versions = new HashMap<>();
        drafts.forEach(draft -> versions.put(draft.plugin(), draft.version()));
        change(
                versions,
                () -> deployer.deploy(
                        drafts.stream().map(PluginJars.Draft::source).toList(), OPTIONS, ProgressListener.NONE));
    }

    /** Makes a change after which these releases run. If it is refused, the previous ones are expected again. */
    void change(Map<String, String> to, Action action) throws DeployRefusedException, InterruptedException {
        Map<String, String> before = new HashMap<>(running);
        metrics.expectations().widen(releases -> releases.with(to));
        boolean done = false;
        try {
            action.run();
            done = true;
        } finally {
            if (done) {
                running.putAll(to);
                metrics.expectations().narrow(releases -> releases.with(to));
            } else {
                metrics.expectations().narrow(releases -> back(releases, to.keySet(), before));
            }
        }
    }

    private static ExpectedReleases back(ExpectedReleases releases, Set<String> changed, Map<String, String> before) {
        ExpectedReleases restored = releases;
        for (String plugin : changed) {
            String version = before.get(plugin);
            restored = version == null ? restored.without(plugin) : restored.with(plugin, version);
        }
        return restored;
    }

    /** Removes a plugin without the deployer; from then on calls may find it absent. */
    void removeOutside(String plugin, Action action) throws DeployRefusedException, InterruptedException {
        metrics.expectations().transition(Set.of(plugin));
        metrics.expectations().widen(releases -> releases.without(plugin));
        action.run();
        running.remove(plugin);
        metrics.expectations().narrow(releases -> releases.without(plugin));
        metrics.expectations().transition(Set.of());
    }

    /** Brings a plugin back that was removed without the deployer. */
    void restoreOutside(String plugin, String version, Action action)
            throws DeployRefusedException, InterruptedException {
        metrics.expectations().transition(Set.of(plugin));
        change(Map.of(plugin, version), action);
        metrics.expectations().transition(Set.of());
    }

    /** A step of an operation. */
    @FunctionalInterface
    interface Action {

        void run() throws DeployRefusedException, InterruptedException;
    }
}
