package io.hookline.deploy.internal.bundle;

import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Runs an action each time the framework reaches the start level of plugins, before a bundle of a higher level starts:
 * on the thread that starts that bundle, which waits for it. Without such a bundle it runs when the framework announces
 * its level. Safe for use by many threads.
 */
final class StartLevelGate implements SynchronousBundleListener, FrameworkListener, AutoCloseable {

    private final BundleContext context;
    private final int level;
    private final Runnable reached;
    private final AtomicBoolean open = new AtomicBoolean();

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
        gate.look();
        return gate;
    }

    private boolean isReached() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                        .adapt(FrameworkStartLevel.class)
                        .getStartLevel()
                >= level;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        boolean starts = event.getType() == BundleEvent.STARTING || event.getType() == BundleEvent.LAZY_ACTIVATION;
        if (starts
                && event.getBundle().getBundleId() != Constants.SYSTEM_BUNDLE_ID
                && event.getBundle().adapt(BundleStartLevel.class).getStartLevel() > level) {
            look();
        }
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTED || event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
            look();
        }
    }

    private void look() {
        if (!isReached()) {
            open.set(false);
        } else if (open.compareAndSet(false, true)) {
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
