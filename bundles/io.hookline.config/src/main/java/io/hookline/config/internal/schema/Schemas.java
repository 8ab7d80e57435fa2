package io.hookline.config.internal.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.util.tracker.BundleTracker;

/**
 * The definitions of configurations in all installed bundles. A bundle is read when it is installed, before it is
 * resolved and in the thread that installs it, so that its configuration is checked before any of its components
 * starts. Safe for use by many threads.
 */
public final class Schemas {

    private static final int ALL_STATES =
            Bundle.INSTALLED | Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING;

    private final Map<Long, List<Schema>> byBundle = new ConcurrentHashMap<>();
    private final BundleTracker<Bundle> tracker;
    private volatile Consumer<Set<String>> changed = pids -> {};

    /** Reads nothing before {@link #open}. */
    public Schemas(BundleContext context) {
        this.tracker = new BundleTracker<>(context, ALL_STATES, null) {
            @Override
            public @Nullable Bundle addingBundle(Bundle bundle, @Nullable BundleEvent event) {
                read(bundle);
                return bundle;
            }

            @Override
            public void modifiedBundle(Bundle bundle, @Nullable BundleEvent event, Bundle object) {
                if (event != null && event.getType() == BundleEvent.UPDATED) {
                    read(bundle);
                }
            }

            @Override
            public void removedBundle(Bundle bundle, @Nullable BundleEvent event, Bundle object) {
                replace(bundle, List.of());
            }
        };
    }

    /** Reads the installed bundles, and from now on each new one. */
    public void open() {
        tracker.open();
    }

    public void close() {
        tracker.close();
    }

    /** Sets the listener for changed definitions. It gets their PIDs, in the thread that installs the bundle. */
    public void whenChanged(Consumer<Set<String>> listener) {
        this.changed = listener;
    }

    private void read(Bundle bundle) {
        replace(bundle, SchemaReader.read(bundle));
    }

    private void replace(Bundle bundle, List<Schema> schemas) {
        List<Schema> before =
                schemas.isEmpty() ? byBundle.remove(bundle.getBundleId()) : byBundle.put(bundle.getBundleId(), schemas);
        Set<String> pids = new TreeSet<>(pids(schemas));
        if (before != null) {
            pids.addAll(pids(before));
        }
        if (!pids.isEmpty()) {
            changed.accept(pids);
        }
    }

    private static Set<String> pids(Collection<Schema> schemas) {
        return schemas.stream().map(Schema::pid).collect(Collectors.toSet());
    }

    /** The PIDs that bundles define, factories included. */
    public Set<String> pids() {
        return byBundle.values().stream()
                .flatMap(List::stream)
                .map(Schema::pid)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The PIDs that one bundle defines. */
    public Set<String> pids(long bundle) {
        return pids(byBundle.getOrDefault(bundle, List.of()));
    }

    /** The PID in the definition: without the name of a factory configuration and without the target bundle. */
    public static String defined(String pid) {
        return pid.split("[~|]", 2)[0];
    }

    /** The rules of a configuration, by its PID or the PID of its factory. */
    public Rules of(String pid) {
        String defined = defined(pid);
        List<Schema> found = new ArrayList<>();
        byBundle.values().forEach(schemas -> schemas.stream()
                .filter(schema -> schema.pid().equals(defined))
                .forEach(found::add));
        found.sort(Comparator.comparingLong(Schema::bundle).reversed());
        return new Rules(found);
    }
}
