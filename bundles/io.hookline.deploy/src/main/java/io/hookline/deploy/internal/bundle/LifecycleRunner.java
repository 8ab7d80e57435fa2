package io.hookline.deploy.internal.bundle;

import io.hookline.api.plugin.PluginLifecycle;
import io.hookline.deploy.internal.task.DeadlineTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops plugins through the {@link PluginLifecycle} services that they publish. Each call has a thread and a
 * deadline of its own. After the deadline the call is cancelled, soon after that interrupted, and then left behind.
 *
 * <p>A plugin that has started is stopped once: when its release is removed, or when its service goes because its
 * bundle is stopped by hand or the process ends. Safe for use by many threads, but one bundle at a time.
 */
public final class LifecycleRunner implements ServiceListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LifecycleRunner.class);
    static final String PROCESS_ENDS = "the process ends";
    static final String BUNDLE_STOPS = "its bundle stops";

    private static final Duration POLL_EVERY = Duration.ofMillis(20);
    private static final Duration GRACE = Duration.ofMillis(500);

    private final BundleContext context;
    private final Duration stopTimeout;
    private final AbandonedThreads abandoned;
    private final Map<ServiceReference<PluginLifecycle>, PluginLifecycle> started = new ConcurrentHashMap<>();

    /** Begins to watch for services that go. */
    public LifecycleRunner(BundleContext context, Duration stopTimeout, AbandonedThreads abandoned) {
        this.context = context;
        this.abandoned = abandoned;
        this.stopTimeout = stopTimeout;
        context.addServiceListener(this);
    }

    /** How long each stop may take. */
    Duration stopTimeout() {
        return stopTimeout;
    }

    /** The services by which a bundle starts and stops. */
    public List<ServiceReference<PluginLifecycle>> of(Bundle bundle) {
        List<ServiceReference<PluginLifecycle>> found =
                new ArrayList<>(BundleServices.bundle(context, bundle, PluginLifecycle.class));
        Collections.reverse(found);
        return found;
    }

    /**
     * Starts a bundle, whose components are satisfied.
     *
     * @param reason what led to it, for the plugin
     * @param timeout for all of it
     * @param givenUp whether the change was cancelled
     * @return what went wrong; empty if nothing did. What has started is still to be stopped.
     */
    public Optional<String> start(Bundle bundle, String reason, Duration timeout, BooleanSupplier givenUp)
            throws InterruptedException {
        long begun = System.nanoTime();
        for (ServiceReference<PluginLifecycle> reference : of(bundle)) {
            Duration left = timeout.minusNanos(System.nanoTime() - begun);
            Optional<String> problem = startOne(bundle, reference, reason, left, givenUp);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private Optional<String> startOne(
            Bundle bundle,
            ServiceReference<PluginLifecycle> reference,
            String reason,
            Duration left,
            BooleanSupplier givenUp)
            throws InterruptedException {
        if (started.containsKey(reference)) {
            return Optional.empty();
        }
        LifecycleContextImpl stage = new LifecycleContextImpl(bundle, reason, left, System::nanoTime);
        AtomicBoolean settled = new AtomicBoolean();
        DeadlineTask task = DeadlineTask.begin("hookline-start-" + bundle.getBundleId(), () -> {
            PluginLifecycle lifecycle = context.getService(reference);
            if (lifecycle == null) {
                throw new IllegalStateException("its service is not available");
            }
            boolean good = false;
            try {
                lifecycle.start(stage);
                // One that was left behind is not stopped: its bundle is gone.
                good = settled.compareAndSet(false, true);
                if (good) {
                    started.put(reference, lifecycle);
                }
            } finally {
                if (!good) {
                    context.ungetService(reference);
                }
            }
        });
        Optional<String> late = await(task, stage, left, givenUp);
        settled.set(true);
        noteAbandoned(bundle, task);
        return late.isPresent() ? late : problem(task, left);
    }

    /** Stops what has started of a bundle; returns what went wrong. */
    public List<String> stop(Bundle bundle, String reason) throws InterruptedException {
        List<String> faults = new ArrayList<>();
        List<ServiceReference<PluginLifecycle>> order = of(bundle);
        Collections.reverse(order);
        for (ServiceReference<PluginLifecycle> reference : order) {
            stopOne(bundle, reference, reason).ifPresent(faults::add);
        }
        return faults;
    }

    private Optional<String> stopOne(Bundle bundle, ServiceReference<PluginLifecycle> reference, String reason)
            throws InterruptedException {
        PluginLifecycle lifecycle = started.remove(reference);
        if (lifecycle == null) {
            return Optional.empty();
        }
        LifecycleContextImpl stage = new LifecycleContextImpl(bundle, reason, stopTimeout, System::nanoTime);
        DeadlineTask task = DeadlineTask.begin("hookline-stop-" + bundle.getBundleId(), () -> {
            try {
                lifecycle.stop(stage);
            } finally {
                context.ungetService(reference);
            }
        });
        Optional<String> late = await(task, stage, stopTimeout, () -> false);
        noteAbandoned(bundle, task);
        return late.isPresent() ? late : problem(task, stopTimeout);
    }

    private void noteAbandoned(Bundle bundle, DeadlineTask task) {
        if (!task.hasEnded()) {
            abandoned.add(bundle, task);
        }
    }

    private static Optional<String> problem(DeadlineTask task, Duration deadline) {
        DeadlineTask.Outcome outcome = task.outcome();
        return outcome.isGood() ? Optional.empty() : Optional.of(outcome.problem(deadline));
    }

    /** Waits until a call has ended; cancels it if it takes too long, and returns where it was. */
    private static Optional<String> await(
            DeadlineTask task, LifecycleContextImpl stage, Duration deadline, BooleanSupplier givenUp)
            throws InterruptedException {
        while (!stage.isExpired() && !givenUp.getAsBoolean()) {
            Duration left = stage.remaining();
            if (task.await(left.compareTo(POLL_EVERY) < 0 ? left : POLL_EVERY)) {
                return Optional.empty();
            }
        }
        if (task.hasEnded()) {
            return Optional.empty();
        }
        String why = givenUp.getAsBoolean() ? "it was given up" : task.outcome().problem(deadline);
        cancel(task, stage, why);
        return Optional.of(task.hasEnded() ? why : why + "; it was cancelled and interrupted, " + DeadlineTask.GOES_ON);
    }

    private static void cancel(DeadlineTask task, LifecycleContextImpl stage, String why) throws InterruptedException {
        List<Runnable> actions = stage.cancel(why);
        if (!actions.isEmpty()) {
            DeadlineTask.run("hookline-cancel-" + stage.plugin(), GRACE, () -> actions.forEach(stage::run));
        }
        if (!task.await(GRACE)) {
            task.interrupt();
            task.await(GRACE);
        }
    }

    /** A service goes that was not stopped yet: its bundle is stopped by hand, or the process ends. */
    @Override
    @SuppressWarnings("unchecked") // Only services of this type are in the map.
    public void serviceChanged(ServiceEvent event) {
        if (event.getType() != ServiceEvent.UNREGISTERING || !started.containsKey(event.getServiceReference())) {
            return;
        }
        ServiceReference<PluginLifecycle> reference = (ServiceReference<PluginLifecycle>) event.getServiceReference();
        Bundle bundle = reference.getBundle();
        if (bundle == null) {
            return;
        }
        try {
            boolean ending = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING;
            String reason = bundle.getState() == Bundle.STOPPING ? BUNDLE_STOPS : "its service goes";
            stopOne(bundle, reference, ending ? PROCESS_ENDS : reason)
                    .ifPresent(fault -> LOG.warn(
                            "the stop of {} {} went wrong: {}", bundle.getSymbolicName(), bundle.getVersion(), fault));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the watch; what has started is left alone. */
    @Override
    public void close() {
        context.removeServiceListener(this);
        started.clear();
    }
}
