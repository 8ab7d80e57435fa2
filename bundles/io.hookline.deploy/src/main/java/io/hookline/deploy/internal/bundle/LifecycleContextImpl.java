package io.hookline.deploy.internal.bundle;

import io.hookline.api.plugin.LifecycleContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One start or stop of a plugin, as the plugin sees it. Safe for use by many threads. */
final class LifecycleContextImpl implements LifecycleContext {

    private static final Logger LOG = LoggerFactory.getLogger(LifecycleContextImpl.class);

    private final Bundle bundle;
    private final String reason;
    private final LongSupplier nanoClock;
    private final long deadlineNanos;
    private final Object cancelLock = new Object();
    private List<Runnable> cancelActions = new ArrayList<>();
    private volatile @Nullable String cancelReason;

    /** One whose deadline begins to run. */
    LifecycleContextImpl(Bundle bundle, String reason, Duration timeout, LongSupplier nanoClock) {
        this.bundle = bundle;
        this.reason = reason;
        this.nanoClock = nanoClock;
        this.deadlineNanos = nanoClock.getAsLong() + timeout.toNanos();
    }

    @Override
    public String plugin() {
        return String.valueOf(bundle.getSymbolicName());
    }

    @Override
    public String version() {
        return bundle.getVersion().toString();
    }

    @Override
    public String reason() {
        return reason;
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadlineNanos - nanoClock.getAsLong()));
    }

    @Override
    public boolean isExpired() {
        return deadlineNanos - nanoClock.getAsLong() <= 0;
    }

    @Override
    public boolean isCancelled() {
        return cancelReason != null;
    }

    @Override
    public void checkActive() {
        String cancelled = cancelReason;
        if (cancelled != null) {
            throw new CancellationException(plugin() + " " + version() + ": " + cancelled);
        }
        if (isExpired()) {
            throw new CancellationException(plugin() + " " + version() + " is past its deadline");
        }
    }

    @Override
    public void onCancel(Runnable action) {
        Objects.requireNonNull(action, "action");
        synchronized (cancelLock) {
            if (cancelReason == null) {
                cancelActions.add(action);
                return;
            }
        }
        run(action);
    }

    /** Cancels it, once; returns what is to be run then, which is the plugin's code. */
    List<Runnable> cancel(String why) {
        synchronized (cancelLock) {
            if (cancelReason != null) {
                return List.of();
            }
            cancelReason = why;
            List<Runnable> actions = cancelActions;
            cancelActions = List.of();
            return actions;
        }
    }

    /** Runs what a plugin wants to be run at its cancellation. */
    void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("what {} {} does when it is cancelled has failed", plugin(), version(), e);
        }
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        BundleContext context = bundle.getBundleContext();
        if (context == null) {
            throw new IllegalStateException(plugin() + " " + version() + " is not started any more");
        }
        ServiceReference<T> reference = context.getServiceReference(type);
        return reference == null ? Optional.empty() : Optional.ofNullable(context.getService(reference));
    }

    @Override
    public String toString() {
        return "LifecycleContext[" + plugin() + " " + version() + ", " + reason + "]";
    }
}
