package io.hookline.deploy.internal.bundle;

import io.hookline.api.hook.HookProperties;
import io.hookline.config.Configurations;
import io.hookline.deploy.internal.task.DeadlineTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Installs jars of the store as bundles, in place, and uninstalls them again. Used by one thread at a time. */
public final class PluginBundles {

    private static final Logger LOG = LoggerFactory.getLogger(PluginBundles.class);

    private final BundleContext context;
    private final int startLevel;
    private final AbandonedThreads abandoned = new AbandonedThreads();
    private final WiringLock wiringLock;

    /** With the start level that plugins get. */
    public PluginBundles(BundleContext context, int startLevel) {
        this.context = context;
        this.startLevel = startLevel;
        this.wiringLock = new WiringLock(context);
    }

    /** The framework's bundle context. */
    public BundleContext context() {
        return context;
    }

    /** The start level that plugins get. */
    int startLevel() {
        return startLevel;
    }

    /** The threads of bundles that were given up. */
    public AbandonedThreads abandoned() {
        return abandoned;
    }

    /** The framework's lock on the wiring of all bundles. */
    WiringLock wiringLock() {
        return wiringLock;
    }

    /** A number that changes when a bundle comes, goes, starts, stops, or gets or loses what it requires. */
    long stamp() {
        long stamp = 1;
        for (Bundle bundle : context.getBundles()) {
            stamp = 31 * stamp + bundle.getBundleId();
            stamp = 31 * stamp + bundle.getLastModified();
            stamp = 31 * stamp + bundle.getState();
        }
        return stamp;
    }

    /** Names and versions. */
    static String labels(Collection<Bundle> some) {
        return some.stream()
                .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion())
                .collect(Collectors.joining(", "));
    }

    /** Where the bundle of a jar says that it comes from. */
    public static String location(Path jar) {
        return "reference:" + jar.toUri();
    }

    /** The bundle of a jar of the store, or null if it is not installed. */
    public @Nullable Bundle find(Path jar) {
        return context.getBundle(location(jar));
    }

    /**
     * Installs a jar, which is not started by that. If an earlier installation of it is still there, such as one that
     * hangs, it comes beside that.
     *
     * @param beside whether a bundle of the same name and version may be there
     */
    public Bundle install(Path jar, boolean beside) throws BundleException {
        if (!wiringLock.isFreeSoon()) {
            throw new BundleException(wiringLock.why());
        }
        ServiceRegistration<CollisionHook> collisions = beside
                ? context.registerService(CollisionHook.class, (kind, target, candidates) -> candidates.clear(), null)
                : null;
        try {
            Bundle bundle = context.installBundle(freeLocation(jar));
            bundle.adapt(BundleStartLevel.class).setStartLevel(startLevel);
            return bundle;
        } finally {
            if (collisions != null) {
                collisions.unregister();
            }
        }
    }

    /** Names the same file in as many ways as there are installations of it. */
    private String freeLocation(Path jar) {
        String location = location(jar);
        int name = location.lastIndexOf('/') + 1;
        while (context.getBundle(location) != null) {
            location = location.substring(0, name) + "./" + location.substring(name);
            name += 2;
        }
        return location;
    }

    /** Resolves bundles together; false if one of them cannot be. Waits for the framework's lock without a deadline. */
    public boolean resolve(Collection<Bundle> bundles) {
        return wiring().resolveBundles(bundles);
    }

    /**
     * Starts a bundle for as long as this process runs. A lazy activation policy is not followed: a plugin is called
     * through its services, which no class load precedes.
     */
    public static void start(Bundle bundle) throws BundleException {
        boolean fragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
        if (!fragment) {
            bundle.start(Bundle.START_TRANSIENT);
        }
    }

    /**
     * Keeps the framework from starting a bundle on its own account, as it does with one that was started by hand in an
     * earlier process. A bundle that runs goes on.
     */
    static void leaveToUs(Bundle bundle) {
        if (bundle.getState() != Bundle.ACTIVE
                && bundle.adapt(BundleStartLevel.class).isPersistentlyStarted()) {
            try {
                bundle.stop();
            } catch (BundleException e) {
                LOG.warn("{} may start ahead of what it depends on, and without a deadline", bundle, e);
            }
        }
    }

    /** The bundles in an order in which each one comes behind those that it is wired to. They are resolved. */
    public static List<Bundle> inDependencyOrder(Collection<Bundle> bundles) {
        Set<Bundle> ordered = new LinkedHashSet<>();
        Set<Bundle> seen = new LinkedHashSet<>();
        bundles.forEach(bundle -> visit(bundle, bundles, seen, ordered));
        return List.copyOf(ordered);
    }

    private static void visit(Bundle bundle, Collection<Bundle> among, Set<Bundle> seen, Set<Bundle> ordered) {
        if (!among.contains(bundle) || !seen.add(bundle)) {
            return;
        }
        dependencies(bundle, among).forEach(needed -> visit(needed, among, seen, ordered));
        ordered.add(bundle);
    }

    /** Those of some bundles that a bundle is wired to. */
    static Set<Bundle> dependencies(Bundle bundle, Collection<Bundle> among) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        List<BundleWire> wires = wiring == null ? null : wiring.getRequiredWires(null);
        Set<Bundle> needed = new LinkedHashSet<>();
        for (BundleWire wire : wires == null ? List.<BundleWire>of() : wires) {
            Bundle provider = wire.getProvider().getBundle();
            if (!provider.equals(bundle) && among.contains(provider)) {
                needed.add(provider);
            }
        }
        return needed;
    }

    /**
     * What is wrong with the configuration of a bundle that is to start; empty if nothing is, or no service checks it.
     */
    public List<String> unfit(Bundle bundle) {
        try {
            return unfit(configurations -> configurations.problems(bundle.getBundleId()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same for a jar that is not installed. */
    List<String> unfit(Path jar) throws IOException {
        return unfit(configurations -> configurations.problems(jar));
    }

    private List<String> unfit(ConfigurationCheck check) throws IOException {
        ServiceReference<Configurations> reference = context.getServiceReference(Configurations.class);
        Configurations configurations = reference == null ? null : context.getService(reference);
        if (configurations == null) {
            return List.of();
        }
        try {
            return check.problems(configurations);
        } finally {
            context.ungetService(reference);
        }
    }

    /** Other bundles that would be restarted if some were removed. */
    public List<Bundle> ripple(Collection<Bundle> leaving) {
        return Dependants.of(leaving);
    }

    /** The plugins, by id, that a bundle depends on and that some other bundles provide. */
    public static Set<String> needs(Bundle dependant, Collection<Bundle> providers) {
        BundleWiring wiring = dependant.adapt(BundleWiring.class);
        List<BundleWire> wires = wiring == null ? null : wiring.getRequiredWires(HookProperties.PLUGIN_NAMESPACE);
        Set<String> ids = new LinkedHashSet<>();
        for (BundleWire wire : wires == null ? List.<BundleWire>of() : wires) {
            if (providers.contains(wire.getProvider().getBundle())) {
                ids.add(String.valueOf(wire.getCapability().getAttributes().get(HookProperties.PLUGIN_NAMESPACE)));
            }
        }
        return ids;
    }

    /**
     * Stops a bundle on a thread of its own. If that takes longer than the deadline, it goes on in the background. A
     * bundle that is uninstalled already counts as stopped.
     */
    DeadlineTask.Outcome stop(Bundle bundle, Duration deadline) throws InterruptedException {
        DeadlineTask task = beginStop(bundle, 0);
        DeadlineTask.Outcome outcome = task.await(deadline) ? task.outcome() : task.giveUp();
        if (!outcome.ended()) {
            abandoned.add(bundle, task);
        }
        return outcome;
    }

    /** Begins to stop a bundle, with options of the framework, unless it is uninstalled. */
    DeadlineTask beginStop(Bundle bundle, int options) {
        return DeadlineTask.begin("hookline-stop-" + bundle.getBundleId(), () -> {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.stop(options);
            }
        });
    }

    /** Uninstalls a bundle on a thread of its own; one that is uninstalled already is left as it is. */
    DeadlineTask.Outcome uninstall(Bundle bundle, Duration deadline) throws InterruptedException {
        return DeadlineTask.run("hookline-uninstall-" + bundle.getBundleId(), deadline, () -> {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
        });
    }

    /** Drops what the framework still keeps of removed bundles; false if that did not end within the deadline. */
    public boolean refresh(Collection<Bundle> removed, Duration deadline) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        wiring().refreshBundles(removed, event -> refreshed.countDown());
        return refreshed.await(deadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Asks for the problems of one bundle. */
    @FunctionalInterface
    private interface ConfigurationCheck {

        List<String> problems(Configurations configurations) throws IOException;
    }

    private FrameworkWiring wiring() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    }
}
