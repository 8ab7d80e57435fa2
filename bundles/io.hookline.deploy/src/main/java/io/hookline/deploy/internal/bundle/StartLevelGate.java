package io.hookline.deploy.internal.bundle;

import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Runs an action each time the framework raises its start level to that of plugins or beyond, before a bundle of a
 * higher level starts: on the thread that starts that bundle, which waits for it. Without such a bundle it runs when
 * the framework announces its level. It may run more often. Safe for use by many threads.
 */
final class StartLevelGate implements SynchronousBundleListener, FrameworkListener, AutoCloseable {

    private final BundleContext context;
    private final int level;
    private final Runnable reached;

    private StartLevelGate(BundleContext context, int level, Runnable reached) {
        this.context = context;
        this.level = level;
        this.reached = reached;
    }

    /** Begins to watch; runs the action on the calling thread if the level is reached already. */
    static StartLevelGate watch(BundleContext context, int level, Runnable reached) {
        StartLevelGate gate = new StartLevelGate(context, level, reached);
        context.addBundleListener(gate);
        context.addFrameworkListener(gate);
        gate.runIfReached();
        return gate;
    }

    /** The framework's level: while that is raised, the level of the bundles that start now. */
    private int current() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkStartLevel.class)
                .getStartLevel();
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        boolean begins = event.getType() == BundleEvent.STARTING || event.getType() == BundleEvent.LAZY_ACTIVATION;
        if (begins && event.getBundle().getBundleId() != Constants.SYSTEM_BUNDLE_ID) {
            int own = event.getBundle().adapt(BundleStartLevel.class).getStartLevel();
            // Otherwise it is started by hand, or comes with a change.
            if (own > level && own == current()) {
                runIfReached();
            }
        }
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTED || event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
            runIfReached();
        }
    }

    /** One thread at a time: a bundle of a higher level waits for an action that an event has begun. */
    private synchronized void runIfReached() {
        if (current() >= level) {
            reached.run();
        }
    }

    /** Stops watching. Idempotent. */
    @Override
    public void close() {
        context.removeBundleListener(this);
        context.removeFrameworkListener(this);
    }
}
