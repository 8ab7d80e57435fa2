package io.hookline.runtime;

import java.util.Arrays;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bundles of a run's shell. They are started for this run only, so the framework does not start them again after
 * its start level has gone down and up: this does. JLine loads its classes with the thread's class loader, so that is
 * set.
 */
final class ShellBundles implements FrameworkListener {

    private static final Logger LOG = LoggerFactory.getLogger(ShellBundles.class);

    private final BundleContext context;
    private final ShellMode mode;

    private ShellBundles(BundleContext context, ShellMode mode) {
        this.context = context;
        this.mode = mode;
    }

    /**
     * Starts them, now and after each change of the start level that lets them run.
     *
     * @param context of the framework's own bundle
     * @throws LaunchException if they do not start now
     */
    static void start(BundleContext context, ShellMode mode) {
        ShellBundles shell = new ShellBundles(context, mode);
        try {
            shell.start();
        } catch (BundleException e) {
            throw new LaunchException("the shell does not start: " + e.getMessage(), e);
        }
        context.addFrameworkListener(shell);
    }

    /** Those that run already stay as they are. */
    private synchronized void start() throws BundleException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            for (String name : mode.bundles()) {
                Bundle bundle = bundle(name);
                bundle.start(Bundle.START_TRANSIENT);
                thread.setContextClassLoader(bundle.adapt(BundleWiring.class).getClassLoader());
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() != FrameworkEvent.STARTLEVEL_CHANGED || !isReached()) {
            return;
        }
        try {
            start();
        } catch (BundleException | LaunchException e) {
            LOG.warn("The shell does not start again. The commands work from another terminal: hookline COMMAND", e);
        }
    }

    private boolean isReached() {
        Bundle framework = context.getBundle();
        return framework.getState() == Bundle.ACTIVE
                && framework.adapt(FrameworkStartLevel.class).getStartLevel() >= StartLevels.ALL;
    }

    private Bundle bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new LaunchException("the bundle " + symbolicName + " is missing"));
    }
}
