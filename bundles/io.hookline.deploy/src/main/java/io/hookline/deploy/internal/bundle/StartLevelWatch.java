package io.hookline.deploy.internal.bundle;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Waits until the framework has reached the start level of plugins, and collects the failures until then: before that
 * level the framework only marks plugins to be started. Safe for use by many threads.
 */
final class StartLevelWatch implements FrameworkListener, AutoCloseable {

    private final BundleContext context;
    private final int level;
    private final Consumer<Map<Bundle, Throwable>> reached;
    private final Map<Bundle, Throwable> failures = new ConcurrentHashMap<>();
    private boolean over;

    private StartLevelWatch(BundleContext context, int level, Consumer<Map<Bundle, Throwable>> reached) {
        this.context = context;
        this.level = level;
        this.reached = reached;
    }

    /**
     * Begins to wait.
     *
     * @param reached told once, with the bundles that did not start; at once if the level is reached already
     */
    static StartLevelWatch begin(BundleContext context, int level, Consumer<Map<Bundle, Throwable>> reached) {
        StartLevelWatch watch = new StartLevelWatch(context, level, reached);
        context.addFrameworkListener(watch);
        watch.check();
        return watch;
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        switch (event.getType()) {
            case FrameworkEvent.ERROR -> failures.put(event.getBundle(), event.getThrowable());
            case FrameworkEvent.STARTED, FrameworkEvent.STARTLEVEL_CHANGED -> check();
            default -> {}
        }
    }

    private synchronized void check() {
        Bundle system = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        if (!over && system.adapt(FrameworkStartLevel.class).getStartLevel() >= level) {
            close();
            reached.accept(Map.copyOf(failures));
        }
    }

    /** Ends the wait. */
    @Override
    public synchronized void close() {
        over = true;
        context.removeFrameworkListener(this);
    }
}
