package io.hookline.runtime;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/**
 * Runs a task of a bundle. The launcher shares no class with the bundle, so the task is a service {@code
 * BiFunction<Map<String, String>, Appendable, Boolean>} with the property {@code hookline.task}. Its arguments are the
 * options by name and the output; its result is whether it succeeded. It runs on the calling thread, and an interrupt
 * ends it early.
 */
final class BundleTask {

    private final BundleContext context;
    private final String name;

    BundleTask(BundleContext context, String name) {
        this.context = context;
        this.name = name;
    }

    /**
     * Waits for the task and runs it.
     *
     * @throws LaunchException if there is no such task, it cannot start, or it refuses an option
     */
    boolean run(long timeout, TimeUnit unit, Map<String, String> options, Appendable out) throws InterruptedException {
        ServiceReference<?> reference = await(timeout, unit);
        if (!(context.getService(reference) instanceof BiFunction<?, ?, ?> service)) {
            throw missing();
        }
        try {
            @SuppressWarnings("unchecked") // The property guarantees it.
            BiFunction<Map<String, String>, Appendable, Boolean> task =
                    (BiFunction<Map<String, String>, Appendable, Boolean>) service;
            return task.apply(options, out);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new LaunchException(String.valueOf(e.getMessage()), e);
        } finally {
            context.ungetService(reference);
        }
    }

    private ServiceReference<?> await(long timeout, TimeUnit unit) throws InterruptedException {
        String filter = "(hookline.task=" + name + ")";
        CountDownLatch came = new CountDownLatch(1);
        ServiceListener listener = event -> {
            if (event.getType() == ServiceEvent.REGISTERED) {
                came.countDown();
            }
        };
        try {
            context.addServiceListener(listener, filter);
            ServiceReference<?>[] found = context.getAllServiceReferences(null, filter);
            if (found == null && came.await(timeout, unit)) {
                found = context.getAllServiceReferences(null, filter);
            }
            if (found == null) {
                throw missing();
            }
            return found[0];
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        } finally {
            context.removeServiceListener(listener);
        }
    }

    private LaunchException missing() {
        return new LaunchException("no bundle of the distribution has the task " + name);
    }
}
