package io.hookline.deploy.internal.bundle;

import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts bundles after those that they depend on while the framework starts.
 *
 * <p>Within a start level the framework starts bundles in the order of their installation. It announces each bundle
 * that is about to start, on the thread that starts it; this listener then starts first what that bundle depends on.
 */
public final class StartOrder implements SynchronousBundleListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StartOrder.class);

    private final BundleContext context;
    private final List<Bundle> order;

    private StartOrder(BundleContext context, List<Bundle> order) {
        this.context = context;
        this.order = order;
    }

    /**
     * Applies until it is closed.
     *
     * @param order each bundle behind those that it depends on
     */
    public static StartOrder of(BundleContext context, List<Bundle> order) {
        StartOrder kept = new StartOrder(context, List.copyOf(order));
        context.addBundleListener(kept);
        return kept;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle starting = event.getBundle();
        if (event.getType() != BundleEvent.STARTING || !order.contains(starting)) {
            return;
        }
        for (Bundle needed : PluginBundles.dependencies(starting, order)) {
            if (needed.getState() == Bundle.RESOLVED && isToStart(needed)) {
                try {
                    needed.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
                } catch (BundleException | IllegalStateException e) {
                    // The framework tries again in its turn, and reports it then.
                    LOG.debug("{} did not start ahead of {}, which depends on it", needed, starting, e);
                }
            }
        }
    }

    /**
     * A bundle that an operator has stopped, or that is not marked for starting yet, is not started because another
     * needs it.
     */
    private static boolean isToStart(Bundle bundle) {
        return bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
    }

    /** Bundles start in whatever order they are started from now on. Idempotent. */
    @Override
    public void close() {
        context.removeBundleListener(this);
    }
}
