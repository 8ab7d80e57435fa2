package io.hookline.core.internal.bind;

import io.hookline.api.runtime.BindingState;
import io.hookline.api.runtime.BindingStatus;
import io.hookline.engine.Engine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Version;
import org.osgi.util.tracker.BundleTracker;

/**
 * The configuration rows that turn plain classes of bundles into hooks.
 *
 * <p>The framework reports the start and stop of a bundle on the thread that starts or stops it. So its classes are
 * bound when its start returns, and are released, with their calls drained, before it stops, unless that takes longer
 * than the drain timeout. Safe for use by many threads.
 */
public final class BindingTable implements Binding.Surroundings, AutoCloseable {

    private static final long OPENING_WAIT_MILLIS = 5_000;

    private final BundleContext context;
    private final Engine engine;
    private final Supplier<Duration> drainTimeout;
    private final Map<String, Binding> bindings = new ConcurrentSkipListMap<>();
    private final BundleTracker<Bundle> tracker;

    /**
     * A table without rows.
     *
     * @param drainTimeout how long a plugin's start or stop waits at most for another thread that is binding or
     *     releasing
     */
    public BindingTable(BundleContext context, Engine engine, Supplier<Duration> drainTimeout) {
        this.context = context;
        this.engine = engine;
        this.drainTimeout = drainTimeout;
        this.tracker = new BundleTracker<>(context, Bundle.ACTIVE, null) {
            @Override
            public Bundle addingBundle(Bundle bundle, @Nullable BundleEvent event) {
                pluginChanged(bundle.getSymbolicName());
                return bundle;
            }

            @Override
            public void removedBundle(Bundle bundle, @Nullable BundleEvent event, Bundle tracked) {
                pluginChanged(bundle.getSymbolicName());
            }
        };
    }

    /** Begins to follow bundles and points. */
    public void open() {
        engine.onPointChange(this::pointChanged);
        tracker.open();
    }

    /**
     * Applies a row in place of the one with the same PID. A row that cannot be read changes nothing; the table shows
     * why.
     */
    public void put(String pid, Map<String, ?> properties) {
        Binding binding = bindings.computeIfAbsent(pid, added -> new Binding(BindingRow.nameOf(pid), this));
        try {
            binding.set(BindingRow.read(pid, properties));
        } catch (BindingException e) {
            binding.refuse(String.valueOf(e.getMessage()));
        }
    }

    /** Removes a row and what it has bound. */
    public void remove(String pid) {
        Binding binding = bindings.remove(pid);
        if (binding != null) {
            binding.set(null);
        }
    }

    /** The rows, each once for every release that it matches. */
    public List<BindingStatus> rows() {
        return bindings.values().stream()
                .flatMap(binding -> binding.report().stream())
                .toList();
    }

    /** The refused rows. */
    public List<BindingStatus> refused() {
        return rows().stream()
                .filter(row -> row.state() == BindingState.REFUSED)
                .toList();
    }

    /** Stops following, and removes all rows. */
    @Override
    public void close() {
        tracker.close();
        engine.onPointChange(point -> {});
        List.copyOf(bindings.keySet()).forEach(this::remove);
    }

    /**
     * A thread that starts or stops a plugin waits until its classes are bound or released, whichever thread does so.
     */
    private void pluginChanged(@Nullable String name) {
        List<Binding> about = bindings.values().stream()
                .filter(binding -> binding.isAbout(name))
                .toList();
        about.forEach(Binding::settle);
        long from = System.nanoTime();
        for (Binding binding : about) {
            binding.awaitSettled(
                    drainTimeout.get().minusNanos(System.nanoTime() - from).toMillis());
        }
    }

    /** The opener of a point finds the bound classes in it. */
    private void pointChanged(String point) {
        for (Binding binding : bindings.values()) {
            BindingRow row = binding.row();
            if (row != null && row.point().equals(point)) {
                binding.settle();
                binding.awaitSettled(OPENING_WAIT_MILLIS);
            }
        }
    }

    @Override
    public @Nullable Class<?> contract(String point) {
        return engine.contract(point);
    }

    @Override
    public List<Bundle> running(BindingRow row) {
        return of(row).filter(bundle -> bundle.getState() == Bundle.ACTIVE && row.isAbout(bundle.getVersion()))
                .toList();
    }

    @Override
    public String whyNone(BindingRow row) {
        String found = of(row).map(bundle -> bundle.getVersion()
                        + (row.isAbout(bundle.getVersion()) ? " (not started)" : " (not in the row's range)"))
                .collect(Collectors.joining(", "));
        String range = row.isAbout(Version.emptyVersion) ? "" : " " + row.versions();
        return found.isEmpty()
                ? "no plugin " + row.plugin() + " is installed"
                : "no plugin " + row.plugin() + range + " runs; installed: " + found;
    }

    private Stream<Bundle> of(BindingRow row) {
        return Stream.of(context.getBundles()).filter(bundle -> row.plugin().equals(bundle.getSymbolicName()));
    }
}
