package io.hookline.deploy.internal.bundle;

import io.hookline.deploy.internal.task.DeadlineTask;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops plugins behind those that depend on them when the process ends, and the own stop of each ahead of its
 * activator's.
 *
 * <p>Within a start level the framework stops bundles in the reverse order of their installation. It announces each
 * bundle that is about to stop, on the thread that stops it; this listener then stops first what depends on that
 * bundle, each within the stop timeout.
 */
final class StopOrder implements SynchronousBundleListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StopOrder.class);

    private final BundleContext context;
    private final LifecycleRunner lifecycles;
    private final Supplier<Collection<Bundle>> plugins;

    /** Applies from {@link #watch} on, to the plugins at the time. */
    StopOrder(BundleContext context, LifecycleRunner lifecycles, Supplier<Collection<Bundle>> plugins) {
        this.context = context;
        this.lifecycles = lifecycles;
        this.plugins = plugins;
    }

    void watch() {
        context.addBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle stopping = event.getBundle();
        List<Bundle> all = List.copyOf(plugins.get());
        if (event.getType() != BundleEvent.STOPPING || !all.contains(stopping)) {
            return;
        }
        boolean ending = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING;
        try {
            if (ending) {
                for (Bundle other : all) {
                    if (PluginBundles.dependencies(other, List.of(stopping)).contains(stopping)) {
                        stopFirst(other);
                    }
                }
            }
            String label = PluginBundles.labels(List.of(stopping));
            lifecycles
                    .stop(stopping, ending ? LifecycleRunner.PROCESS_ENDS : LifecycleRunner.BUNDLE_STOPS)
                    .forEach(fault -> LOG.warn("the stop of {} went wrong: {}", label, fault));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopFirst(Bundle dependant) throws InterruptedException {
        if (dependant.getState() != Bundle.ACTIVE) {
            return;
        }
        DeadlineTask.Outcome outcome = DeadlineTask.run(
                "hookline-stop-" + dependant.getBundleId(),
                lifecycles.stopTimeout(),
                () -> dependant.stop(Bundle.STOP_TRANSIENT));
        if (!outcome.isGood()) {
            LOG.warn(
                    "stopping {} went wrong: {}",
                    PluginBundles.labels(List.of(dependant)),
                    outcome.problem(lifecycles.stopTimeout()));
        }
    }

    /** Bundles stop in any order from now on. Idempotent. */
    @Override
    public void close() {
        context.removeBundleListener(this);
    }
}
