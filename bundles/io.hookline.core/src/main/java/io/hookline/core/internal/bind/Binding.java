package io.hookline.core.internal.bind;

import io.hookline.api.runtime.BindingState;
import io.hookline.api.runtime.BindingStatus;
import io.hookline.engine.contract.Contract;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies one row to every running release of its plugin.
 *
 * <p>After every change of the row, of a bundle or of a point, the caller of that change calls {@link #settle}, which
 * reads the current state and adjusts the bindings. One thread at a time does so, without any lock, because it runs the
 * plugin's code; a thread that arrives in the meantime leaves a note to repeat it. Safe for use by many threads.
 */
final class Binding {

    private static final Logger LOG = LoggerFactory.getLogger(Binding.class);

    private final String name;
    private final Surroundings surroundings;

    private final Object lock = new Object();
    private @Nullable BindingRow row;
    private @Nullable String problem;
    private boolean pending;
    private @Nullable Thread settling;

    /** By bundle id; of the thread that settles. */
    private final Map<Long, BoundService> services = new LinkedHashMap<>();

    private volatile List<BindingStatus> report = List.of();

    Binding(String name, Surroundings surroundings) {
        this.name = name;
        this.surroundings = surroundings;
    }

    /** The current row; null before the first valid one and after the last. */
    @Nullable
    BindingRow row() {
        synchronized (lock) {
            return row;
        }
    }

    /**
     * Whether a plugin of that name matters to it: its row names the plugin, or a class of the plugin is still bound.
     */
    boolean isAbout(@Nullable String plugin) {
        BindingRow current = row();
        return (current != null && current.plugin().equals(plugin))
                || report.stream().anyMatch(view -> view.plugin().equals(plugin));
    }

    /** Applies a row, or none. */
    void set(@Nullable BindingRow changed) {
        synchronized (lock) {
            row = changed;
            problem = null;
        }
        settle();
    }

    /** Takes note of a row that cannot be read; the current row stays. */
    void refuse(String why) {
        LOG.warn("binding {} is refused: {}", name, why);
        synchronized (lock) {
            problem = why;
        }
        settle();
    }

    /** The state of the row, for each release. */
    List<BindingStatus> report() {
        return report;
    }

    /** Adjusts the bindings, unless another thread does so, which then repeats it. */
    void settle() {
        synchronized (lock) {
            pending = true;
            if (settling != null) {
                return;
            }
            settling = Thread.currentThread();
        }
        boolean done = false;
        try {
            while (takeNote()) {
                fit();
            }
            done = true;
        } finally {
            if (!done) {
                end();
            }
        }
    }

    /** Waits until no other thread adjusts the bindings, at most for the timeout. */
    void awaitSettled(long timeoutMillis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        synchronized (lock) {
            while (settling != null && settling != Thread.currentThread()) {
                long waitMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (waitMillis <= 0) {
                    LOG.warn("binding {} takes long to create or release its object; callers no longer wait", name);
                    return;
                }
                try {
                    lock.wait(waitMillis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private boolean takeNote() {
        synchronized (lock) {
            if (!pending) {
                end();
                return false;
            }
            pending = false;
            return true;
        }
    }

    private void end() {
        synchronized (lock) {
            settling = null;
            lock.notifyAll();
        }
    }

    private void fit() {
        BindingRow current;
        String refused;
        synchronized (lock) {
            current = row;
            refused = problem;
        }
        List<BindingStatus> views = new ArrayList<>();
        if (refused != null) {
            String stays = current == null ? "" : "; the previous row stays in effect";
            views.add(view(current, null, BindingState.REFUSED, refused + stays));
        }
        if (current == null) {
            keepOnly(List.of());
        } else {
            fit(current, views);
        }
        report = List.copyOf(views);
    }

    private void fit(BindingRow current, List<BindingStatus> views) {
        if (!current.enabled()) {
            keepOnly(List.of());
            views.add(view(current, null, BindingState.DISABLED, "enabled is false"));
            return;
        }
        Class<?> contract = surroundings.contract(current.point());
        if (contract == null) {
            keepOnly(List.of());
            views.add(view(current, null, BindingState.WAITING, "no hook point " + current.point() + " is open"));
            return;
        }
        List<Bundle> bundles = surroundings.running(current);
        keepOnly(bundles);
        if (bundles.isEmpty()) {
            views.add(view(current, null, BindingState.WAITING, surroundings.whyNone(current)));
        }
        for (Bundle bundle : bundles) {
            BundleContext context = bundle.getBundleContext();
            if (context != null) {
                views.add(fit(current, bundle, context, contract));
            }
        }
    }

    private BindingStatus fit(BindingRow current, Bundle bundle, BundleContext context, Class<?> contract) {
        long id = bundle.getBundleId();
        BoundService before = services.get(id);
        if (before != null && before.isOf(contract) && before.row().hasSameObject(current)) {
            before.change(current);
            return view(current, bundle, BindingState.BOUND, before.methods());
        }
        boolean stays = before != null && before.isOf(contract);
        try {
            TargetClass.Bound bound = TargetClass.load(current, bundle).bind(Contract.of(contract));
            BoundService after = register(bundle, context, current, contract, bound, before);
            if (after == null) {
                return view(current, bundle, BindingState.WAITING, "the plugin is stopping");
            }
            services.put(id, after);
            if (before != null) {
                before.end();
            }
            return view(current, bundle, BindingState.BOUND, after.methods());
        } catch (BindingException e) {
            LOG.warn("binding {} is refused in {} {}: {}", name, current.plugin(), bundle.getVersion(), e.getMessage());
            return refused(current, bundle, e.getMessage(), stays ? before : null);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("binding {} is refused in {} {}", name, current.plugin(), bundle.getVersion(), e);
            return refused(current, bundle, "the class could not be bound: " + e, stays ? before : null);
        }
    }

    /** Null if the bundle is stopping; the thread that stops it has left a note. */
    private static @Nullable BoundService register(
            Bundle bundle,
            BundleContext context,
            BindingRow current,
            Class<?> contract,
            TargetClass.Bound bound,
            @Nullable BoundService before) {
        try {
            return BoundService.register(bundle, context, current, contract, bound, before);
        } catch (IllegalStateException e) {
            bound.close();
            return null;
        } catch (RuntimeException | Error e) {
            bound.close();
            throw e;
        }
    }

    private BindingStatus refused(
            BindingRow current, Bundle bundle, @Nullable String why, @Nullable BoundService stays) {
        if (stays == null) {
            BoundService stale = services.remove(bundle.getBundleId());
            if (stale != null) {
                stale.end();
            }
            return view(current, bundle, BindingState.REFUSED, String.valueOf(why));
        }
        return view(
                current,
                bundle,
                BindingState.REFUSED,
                why + "; class " + stays.row().className() + " stays bound at "
                        + stays.row().point() + ", as the row said before");
    }

    private void keepOnly(List<Bundle> bundles) {
        List<BoundService> leaving = services.values().stream()
                .filter(service -> !bundles.contains(service.bundle()))
                .toList();
        for (BoundService service : leaving) {
            services.remove(service.bundle().getBundleId());
            service.end();
        }
    }

    private BindingStatus view(@Nullable BindingRow of, @Nullable Bundle bundle, BindingState state, String detail) {
        return new BindingStatus(
                name,
                of == null ? "" : of.plugin(),
                bundle == null ? "" : bundle.getVersion().toString(),
                bundle == null ? -1 : bundle.getBundleId(),
                of == null ? "" : of.className(),
                of == null ? "" : of.point(),
                of == null ? name : of.hook(),
                of == null ? 0 : of.priority(),
                state,
                detail);
    }

    /** What a row can see of the framework and the live set. */
    interface Surroundings {

        /** The contract of a point, or null if it is not open. */
        @Nullable
        Class<?> contract(String point);

        /** The running bundles that a row matches. */
        List<Bundle> running(BindingRow row);

        /** Why there are none. */
        String whyNone(BindingRow row);
    }
}
