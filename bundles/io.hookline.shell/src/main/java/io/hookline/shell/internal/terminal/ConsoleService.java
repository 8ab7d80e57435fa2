package io.hookline.shell.internal.terminal;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.felix.gogo.jline.Shell;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;

/**
 * Offers the prompt's lines to the launcher while there is a terminal: a service of {@link Consumer} with the property
 * {@value #PROPERTY}. It goes before the bundle that owns the terminal stops.
 */
final class ConsoleService implements AutoCloseable, SynchronousBundleListener {

    /** The service property by which the launcher finds the service. */
    static final String PROPERTY = "hookline.console";

    private final BundleContext context;
    private final Bundle owner;
    private final ServiceRegistration<?> registration;
    private final Thread thread;
    private boolean closed;

    private ConsoleService(BundleContext context, Bundle owner, LinesAbove above) {
        this.context = context;
        this.owner = owner;
        this.thread = new Thread(above, "Hookline console");
        thread.setDaemon(true);
        thread.start();
        this.registration =
                context.registerService(Consumer.class, above, FrameworkUtil.asDictionary(Map.of(PROPERTY, true)));
    }

    static AutoCloseable offer(BundleContext context, LinesAbove above) {
        Bundle owner = FrameworkUtil.getBundle(Shell.class);
        ConsoleService service = new ConsoleService(context, owner, above);
        context.addBundleListener(service);
        return service;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().equals(owner)) {
            close();
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            context.removeBundleListener(this);
            registration.unregister();
            thread.interrupt();
        }
    }
}
