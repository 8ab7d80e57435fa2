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
 * A task of a bundle as the launcher sees it, which shares no class with the bundle: a service {@code
 * BiFunction<Map<String, String>, Appendable, Boolean>} with the property {@code hookline.task}. Given are options by name and
 * where to print; the answer is whether all is well. It runs on the calling thread, and an interrupt ends it early.
 */
final class Task {

    private final BundleContext context;
    private final String name;

    Task(BundleContext context, String name) {
        this.context = context;
        this.name = name;
    }

    /**
     * Waits until it is there, and runs it.
     *
     * @throws LaunchException if it does not come, cannot begin, or refuses an option
     */
    boolean run(long timeout, TimeUnit unit, Map<String, String> options, Appendable out) throws InterruptedException {
        ServiceReference<?> reference = await(timeout, unit);
        if (!(context.getService(reference) instanceof BiFunction<?, ?, ?> service)) {
            throw missing();
        }
        try {
            @SuppressWarnings("unchecked") // as the property says
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
        return new LaunchException("nothing in the distribution offers the task " + name);
    }
}
