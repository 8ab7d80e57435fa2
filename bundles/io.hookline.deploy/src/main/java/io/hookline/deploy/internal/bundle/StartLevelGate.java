package io.hookline.deploy.internal.bundle;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Opens when the framework has reached the start level of plugins, before a bundle of a higher level starts: what runs
 * when it opens runs on the thread that starts that bundle, which waits for it. Without such a bundle it opens when the
 * framework announces its level. Safe for use by many threads.
 */
final class StartLevelGate implements SynchronousBundleListener, FrameworkListener, AutoCloseable {

    private final BundleContext context;
    private final int level;
    private final CompletableFuture<Void> open = new CompletableFuture<>();

    private StartLevelGate(BundleContext context, int level) {
        this.context = context;
        this.level = level;
    }

    /** Begins to watch; open at once if the level is reached already. */
    static StartLevelGate at(BundleContext context, int level) {
        StartLevelGate gate = new StartLevelGate(context, level);
        context.addBundleListener(gate);
        context.addFrameworkListener(gate);
        gate.openIf(gate::isReached);
        return gate;
    }

    /** Whether the framework has reached the level. */
    boolean isReached() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                        .adapt(FrameworkStartLevel.class)
                        .getStartLevel()
                >= level;
    }

    /** Done when it opens; never if it is closed first. */
    CompletableFuture<Void> whenOpen() {
        return open;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STARTING || event.getType() == BundleEvent.LAZY_ACTIVATION) {
            openIf(() -> isReached()
                    && event.getBundle().getBundleId() != 0
                    && event.getBundle().adapt(BundleStartLevel.class).getStartLevel() > level);
        }
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTED || event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
            openIf(this::isReached);
        }
    }

    private void openIf(BooleanSupplier condition) {
        if (!open.isDone() && condition.getAsBoolean()) {
            close();
            open.complete(null);
        }
    }

    /** Stops watching. Idempotent. */
    @Override
    public void close() {
        context.removeBundleListener(this);
        context.removeFrameworkListener(this);
    }
}
