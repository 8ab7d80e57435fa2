package io.hookline.runtime;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/** Finds the address of the gateway, which it publishes as a service. */
final class GatewayLocator {

    static final String BUNDLE = "io.hookline.gateway";

    private static final String FILTER = "(endpoint.name=gateway)";
    private static final long LOOK_EVERY_MS = 100;

    private final BundleContext context;

    GatewayLocator(BundleContext context) {
        this.context = context;
    }

    /** The address that it listens on, or null if it does not listen. */
    @Nullable
    String uri() {
        return uri(FILTER);
    }

    /** The address of the management port, or null if it is off. */
    @Nullable
    String management() {
        return uri("(endpoint.name=management)");
    }

    private @Nullable String uri(String filter) {
        try {
            ServiceReference<?>[] references = context.getAllServiceReferences(null, filter);
            return references == null ? null : String.valueOf(references[0].getProperty("endpoint.uri"));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits until the gateway listens.
     *
     * @param hopeless checked from time to time; true to give up early
     * @return its address, or null if it does not listen
     */
    @Nullable
    String await(long timeout, TimeUnit unit, BooleanSupplier hopeless) throws InterruptedException {
        long deadline = System.nanoTime() + unit.toNanos(timeout);
        CountDownLatch came = new CountDownLatch(1);
        ServiceListener listener = event -> {
            if (event.getType() == ServiceEvent.REGISTERED) {
                came.countDown();
            }
        };
        try {
            context.addServiceListener(listener, FILTER);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        try {
            String uri = uri();
            while (uri == null && System.nanoTime() < deadline && !hopeless.getAsBoolean()) {
                came.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
                uri = uri();
            }
            return uri;
        } finally {
            context.removeServiceListener(listener);
        }
    }
}
