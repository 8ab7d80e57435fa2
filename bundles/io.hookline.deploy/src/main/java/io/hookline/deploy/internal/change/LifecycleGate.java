package io.hookline.deploy.internal.change;

import io.hookline.api.plugin.PluginLifecycle;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.internal.bundle.LifecycleRunner;
import io.hookline.deploy.internal.bundle.PluginBundles;
import io.hookline.deploy.internal.bundle.Readiness;
import io.hookline.engine.release.ReleaseControl;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.ComponentConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where no change brings a plugin in, when the process starts, or when a bundle is stopped and started by hand: keeps the hooks of
 * plugins that may have a start of their own out of the chains until that has come to its end.
 *
 * <pre>
 *  held ─▶ bundle started ─▶ components satisfied ─▶ its start ended ─▶ in the chains
 *                                   │                     └─ too late, or failed ─▶ left out
 *                                   └─ not yet: looked at again whenever a bundle starts, and every second
 * </pre>
 *
 * A start is waited for on the thread that starts the bundle, so that hosts, which come later, open when the plugins stand. Safe
 * for use by many threads.
 */
final class LifecycleGate implements SynchronousBundleListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LifecycleGate.class);
    private static final Pattern COMMA = Pattern.compile(",");
    private static final String PACKAGE = PluginLifecycle.class.getPackageName();

    private final BundleContext context;
    private final ReleaseControl control;
    private final GenerationPublisher publisher;
    private final Readiness readiness;
    private final LifecycleRunner lifecycles;
    private final Releases releases;
    private final Duration timeout;
    private final BiConsumer<Bundle, String> leaveOut;
    private final Map<Bundle, Release> held = new ConcurrentHashMap<>();

    /**
     * Holds nobody yet.
     *
     * @param timeout how long all starts of one plugin may take
     * @param leaveOut is handed bundles that are not to run, with the reason
     */
    LifecycleGate(
            BundleContext context,
            ReleaseControl control,
            GenerationPublisher publisher,
            Readiness readiness,
            LifecycleRunner lifecycles,
            Releases releases,
            Duration timeout,
            BiConsumer<Bundle, String> leaveOut) {
        this.context = context;
        this.control = control;
        this.publisher = publisher;
        this.readiness = readiness;
        this.lifecycles = lifecycles;
        this.releases = releases;
        this.timeout = timeout;
        this.leaveOut = leaveOut;
    }

    /** Holds those of some releases that may have a start of their own, from before their bundles start. */
    void hold(Collection<Release> some) {
        for (Release release : some) {
            Bundle bundle = release.installed();
            if (knowsLifecycles(bundle) && mayHaveOne(bundle)) {
                if (bundle.getState() != Bundle.ACTIVE) {
                    control.stage(List.of(PluginBundles.releaseOf(bundle)));
                }
                held.put(bundle, release);
            }
        }
    }

    /** Only a bundle that is wired to the package can have a start of its own; what it has shows when it is started. */
    private static boolean knowsLifecycles(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return wiring != null
                && wiring.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
                        .anyMatch(wire -> PACKAGE.equals(
                                wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)));
    }

    /** Whether a description of its components names a start, or its own code might register one; so nobody else has to wait. */
    private static boolean mayHaveOne(Bundle bundle) {
        if (bundle.getHeaders("").get(Constants.BUNDLE_ACTIVATOR) != null) {
            return true;
        }
        String header = bundle.getHeaders("").get(ComponentConstants.SERVICE_COMPONENT);
        try {
            for (String path : header == null ? new String[0] : COMMA.split(header, -1)) {
                if (names(bundle, path.strip())) {
                    return true;
                }
            }
        } catch (IOException e) {
            LOG.warn("the component descriptions of {} cannot be read: it may have a start of its own", bundle, e);
            return true;
        }
        return false;
    }

    private static boolean names(Bundle bundle, String path) throws IOException {
        int folder = path.lastIndexOf('/');
        Enumeration<URL> found =
                bundle.findEntries(folder < 0 ? "/" : path.substring(0, folder), path.substring(folder + 1), false);
        while (found != null && found.hasMoreElements()) {
            try (InputStream in = found.nextElement().openStream()) {
                if (new String(in.readAllBytes(), StandardCharsets.UTF_8).contains(PluginLifecycle.class.getName())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Begins to wait for bundles that start. */
    void watch() {
        context.addBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING) {
            return;
        }
        try {
            if (event.getType() == BundleEvent.STARTED) {
                settle();
            } else if (event.getType() == BundleEvent.STOPPED) {
                hold(releases.in(ReleaseState.RUNNING).stream()
                        .filter(release -> event.getBundle().equals(release.bundle()))
                        .toList());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether one is held that could start now. */
    boolean isDue() {
        return held.keySet().stream()
                .anyMatch(bundle ->
                        bundle.getState() == Bundle.ACTIVE && lacks(bundle).isEmpty());
    }

    /** Lets in those whose time has come. */
    void settle() throws InterruptedException {
        for (Map.Entry<Bundle, Release> one : List.copyOf(held.entrySet())) {
            Bundle bundle = one.getKey();
            Release release = one.getValue();
            // While the process starts, those behind are still to come.
            boolean isExpected = release.state() == ReleaseState.LOADED || release.state() == ReleaseState.RUNNING;
            if (!bundle.equals(release.bundle()) || !isExpected) {
                held.remove(bundle);
            } else if (release.state() == ReleaseState.RUNNING && bundle.getState() == Bundle.ACTIVE) {
                settle(bundle, release);
            }
        }
    }

    private void settle(Bundle bundle, Release release) throws InterruptedException {
        List<String> lacks = lacks(bundle);
        if (!lacks.isEmpty()) {
            release.say("it is not called yet, its start waits: " + lacks.get(0));
            return;
        }
        if (held.remove(bundle) == null) {
            return;
        }
        Optional<String> problem = lifecycles.start(bundle, "its bundle has started", timeout, () -> false);
        if (problem.isPresent()) {
            leaveOut.accept(bundle, problem.get());
            return;
        }
        release.say("");
        publisher.publish(List.of(release), List.of());
    }

    /** What a bundle waits for ahead of its own start; nothing if it has none: its hooks come as ever. */
    private List<String> lacks(Bundle bundle) {
        if (!readiness.isKnown(bundle)) {
            // The component runtime hears of a bundle that has started before or after this does.
            return List.of("its components have not been looked at");
        }
        return readiness.hasLifecycle(bundle) ? readiness.of(List.of(bundle)).all() : List.of();
    }

    /** Ends the wait; who is held stays out. */
    @Override
    public void close() {
        context.removeBundleListener(this);
    }
}
