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

/** The plugins of a run, which releases of them run, and how these are changed. Used by the one thread that operates. */
final class Fleet {

    /** What changes may do, and how long new releases may take. */
    static final DeployOptions OPTIONS = DeployOptions.SAFE.withReadyTimeout(Duration.ofSeconds(20));

    private final List<String> plugins;
    private final Deployer deployer;
    private final PluginJars jars;
    private final Tally tally;
    private final Random random;
    private final CountDownLatch ended;
    private final Map<String, String> running = new HashMap<>();
    /** Those that a canary runs of: no change of them is let in. */
    private final Set<String> held = new HashSet<>();

    Fleet(List<String> plugins, Deployer deployer, PluginJars jars, Tally tally, Random random, CountDownLatch ended) {
        this.plugins = List.copyOf(plugins);
        this.deployer = deployer;
        this.jars = jars;
        this.tally = tally;
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

    Tally tally() {
        return tally;
    }

    Random random() {
        return random;
    }

    /** The version of a plugin that runs. */
    String version(String plugin) {
        String version = running.get(plugin);
        if (version == null) {
            throw new IllegalStateException(plugin + " does not run");
        }
        return version;
    }

    /** Deploys the plugins that an operation that went wrong has left absent. */
    void restore() throws DeployRefusedException, InterruptedException {
        for (String plugin : plugins) {
            if (!running.containsKey(plugin)) {
                deploy(List.of(plugin), Temper.PLAIN);
            }
        }
    }

    /** One of the plugins that run and that no canary holds. */
    String any() {
        List<String> free = free();
        if (free.isEmpty()) {
            throw new OperationFailedException("no plugin is left");
        }
        return free.get(random.nextInt(free.size()));
    }

    /** The plugins that run and that no canary holds. */
    List<String> free() {
        List<String> free = new ArrayList<>(plugins);
        free.retainAll(running.keySet());
        free.removeAll(held);
        return free;
    }

    /** A canary of the plugin begins. */
    void hold(String plugin) {
        held.add(plugin);
    }

    /** The canary of the plugin has ended; this version runs. */
    void letGo(String plugin, String version) {
        held.remove(plugin);
        running.put(plugin, version);
    }

    /** Waits, at most until the run is to end; false if it is. */
    boolean pause(long millis) throws InterruptedException {
        return !ended.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Whether the run is to end. */
    boolean isEnding() {
        return ended.getCount() == 0;
    }

    /** Deploys the next releases of plugins, all in one generation. */
    void deploy(List<String> names, Temper temper) throws DeployRefusedException, InterruptedException {
        List<PluginJars.Draft> drafts =
                names.stream().map(name -> jars.next(name, temper)).toList();
        Map<String, String> versions = new HashMap<>();
        drafts.forEach(draft -> versions.put(draft.plugin(), draft.version()));
        change(
                versions,
                () -> deployer.deploy(
                        drafts.stream().map(PluginJars.Draft::source).toList(), OPTIONS, ProgressListener.NONE));
    }

    /** Makes a change after which these releases run; if it is refused, those before it are expected again. */
    void change(Map<String, String> to, Action action) throws DeployRefusedException, InterruptedException {
        Map<String, String> before = new HashMap<>(running);
        tally.expectations().widen(world -> world.with(to));
        boolean done = false;
        try {
            action.run();
            done = true;
        } finally {
            if (done) {
                running.putAll(to);
                tally.expectations().narrow(world -> world.with(to));
            } else {
                tally.expectations().narrow(world -> back(world, to.keySet(), before));
            }
        }
    }

    private static World back(World world, Set<String> changed, Map<String, String> before) {
        World restored = world;
        for (String plugin : changed) {
            String version = before.get(plugin);
            restored = version == null ? restored.without(plugin) : restored.with(plugin, version);
        }
        return restored;
    }

    /** Makes a plugin go away past the deployer; calls may find it absent from then on. */
    void lose(String plugin, Action action) throws DeployRefusedException, InterruptedException {
        tally.expectations().fade(Set.of(plugin));
        tally.expectations().widen(world -> world.without(plugin));
        action.run();
        running.remove(plugin);
        tally.expectations().narrow(world -> world.without(plugin));
        tally.expectations().fade(Set.of());
    }

    /** Makes a plugin that went past the deployer come back the same way. */
    void regain(String plugin, String version, Action action) throws DeployRefusedException, InterruptedException {
        tally.expectations().fade(Set.of(plugin));
        change(Map.of(plugin, version), action);
        tally.expectations().fade(Set.of());
    }

    /** Part of an operation. */
    @FunctionalInterface
    interface Action {

        void run() throws DeployRefusedException, InterruptedException;
    }
}
