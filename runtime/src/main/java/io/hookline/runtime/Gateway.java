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

/** The gateway as the launcher sees it: a service that says where it listens. */
final class Gateway {

    static final String BUNDLE = "io.hookline.gateway";

    private static final String FILTER = "(endpoint.name=gateway)";
    private static final long LOOK_EVERY_MS = 100;

    private final BundleContext context;

    Gateway(BundleContext context) {
        this.context = context;
    }

    /** Where it listens, or null if it does not. */
    @Nullable
    String uri() {
        try {
            ServiceReference<?>[] references = context.getAllServiceReferences(null, FILTER);
            return references == null ? null : String.valueOf(references[0].getProperty("endpoint.uri"));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits until it listens.
     *
     * @param hopeless asked from time to time whether to give up early
     * @return where it listens, or null if it does not
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
