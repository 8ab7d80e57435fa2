package io.hookline.deploy.internal.bundle;

import io.hookline.api.plugin.PluginLifecycle;
import io.hookline.deploy.artifact.RestoreContext;
import io.hookline.deploy.artifact.StartContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
 * Where no change brings a plugin in, when the process starts, or when a bundle is stopped and started by hand: keeps
 * the hooks of plugins that may have a start of their own out of the chains until that has come to its end.
 *
 * <pre>
 *  held ─▶ bundle started ─▶ components satisfied ─▶ its start ended ─▶ in the chains
 *                                   │                     └─ too late, or failed ─▶ left out
 *                                   └─ not yet: checked again whenever a bundle starts, and every second
 * </pre>
 *
 * A start is waited for on the thread that starts the bundle, so that hosts, which come later, open when the plugins
 * stand. Safe for use by many threads.
 */
final class LifecycleGate implements SynchronousBundleListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LifecycleGate.class);
    private static final Pattern COMMA = Pattern.compile(",");
    private static final String PACKAGE = PluginLifecycle.class.getPackageName();

    private final BundleContext context;
    private final Readiness readiness;
    private final LifecycleRunner lifecycles;
    private final RestoreContext restored;
    private final Function<Bundle, @Nullable BundleRelease> tracked;
    private final Map<Bundle, BundleRelease> held = new ConcurrentHashMap<>();

    /**
     * Holds no release yet.
     *
     * @param restored told what becomes of releases
     * @param tracked the release of a bundle, or null
     */
    LifecycleGate(
            BundleContext context,
            Readiness readiness,
            LifecycleRunner lifecycles,
            RestoreContext restored,
            Function<Bundle, @Nullable BundleRelease> tracked) {
        this.context = context;
        this.readiness = readiness;
        this.lifecycles = lifecycles;
        this.restored = restored;
        this.tracked = tracked;
    }

    /** Holds those of some releases that may have a start of their own, before their bundles start. */
    void hold(Collection<BundleRelease> some) {
        for (BundleRelease release : some) {
            Bundle bundle = release.bundle();
            if (knowsLifecycles(bundle) && mayHaveOne(bundle)) {
                if (bundle.getState() != Bundle.ACTIVE) {
                    restored.hold(release);
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

    /**
     * Whether a description of its components names a start, or its own code might register one; all others need not
     * wait.
     */
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

    /** Begins to watch for bundles that start. */
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
                BundleRelease release = tracked.apply(event.getBundle());
                if (release != null && restored.isRunning(release)) {
                    hold(List.of(release));
                }
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

    /** Starts those that can start now, and lets them join the chains. */
    void settle() throws InterruptedException {
        for (BundleRelease release : List.copyOf(held.values())) {
            if (!restored.isExpected(release)) {
                held.remove(release.bundle());
            } else if (restored.isRunning(release) && release.isActive()) {
                settle(release);
            }
        }
    }

    private void settle(BundleRelease release) throws InterruptedException {
        Bundle bundle = release.bundle();
        List<String> lacks = lacks(bundle);
        if (!lacks.isEmpty()) {
            restored.waits(release, "it is not called yet, its start waits: " + lacks.get(0));
            return;
        }
        if (held.remove(bundle) == null) {
            return;
        }
        StartContext start = restored.start("its bundle has started");
        Optional<String> problem = lifecycles.start(bundle, start.reason(), start.timeout(), start::isCancelled);
        if (problem.isPresent()) {
            restored.failed(release, problem.get(), true);
            return;
        }
        restored.waits(release, "");
        restored.joins(release);
    }

    /** What a bundle waits for before its own start; nothing if it has none. */
    private List<String> lacks(Bundle bundle) {
        if (!readiness.isKnown(bundle)) {
            // The component runtime may be told of a started bundle later than this is.
            return List.of("the component runtime has not processed it");
        }
        return readiness.hasLifecycle(bundle) ? readiness.of(List.of(bundle)).all() : List.of();
    }

    /** Ends the watch; what is held stays out of the chains. */
    @Override
    public void close() {
        context.removeBundleListener(this);
    }
}
