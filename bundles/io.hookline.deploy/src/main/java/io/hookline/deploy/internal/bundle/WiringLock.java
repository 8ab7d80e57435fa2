package io.hookline.deploy.internal.bundle;

import io.hookline.deploy.internal.task.DeadlineTask;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * The framework's lock on the wiring of all bundles, which it needs to install, to resolve and to refresh. It waits for
 * that lock without a deadline, and keeps it while it refreshes: in a refresh by hand, a bundle that hangs keeps all
 * others out. So what needs the lock asks here first. Safe for use by many threads.
 */
final class WiringLock {

    /** How long it is worth waiting where later will do as well. */
    static final Duration WAIT = Duration.ofSeconds(5);

    private final BundleContext context;
    private @Nullable DeadlineTask asking;

    WiringLock(BundleContext context) {
        this.context = context;
    }

    /** Whether the lock is free, or becomes so within the deadline. */
    boolean isFree(Duration deadline) throws InterruptedException {
        DeadlineTask task = asking();
        // The question stands until it is answered, so that one thread at most waits for the framework.
        if (!task.await(deadline)) {
            return false;
        }
        synchronized (this) {
            asking = asking == task ? null : asking;
        }
        return task.outcome().failure() == null;
    }

    /** The same for callers that do not expect to be interrupted: an interrupt stays set, and counts as no. */
    boolean isFreeSoon() {
        try {
            return isFree(WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized DeadlineTask asking() {
        DeadlineTask task = asking;
        if (task == null) {
            task = DeadlineTask.begin("hookline-wiring", () -> context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                    .adapt(FrameworkWiring.class)
                    .getRemovalPendingBundles());
            asking = task;
        }
        return task;
    }

    /** Whether the lock was asked for in vain, and has not become free since. */
    synchronized boolean isAwaited() {
        return asking != null && !asking.hasEnded();
    }

    /** What the framework most likely waits for meanwhile, with the cure. */
    String why() {
        List<Bundle> busy =
                Stream.of(context.getBundles()).filter(BundleRemoval::isBusy).toList();
        return "the framework itself refreshes bundles and "
                + (busy.isEmpty() ? "has not ended" : "waits for " + PluginBundles.labels(busy) + " to start or stop")
                + "; until then it installs and resolves nothing else: wait, or restart the runtime";
    }
}
