package io.hookline.deploy.internal.bundle;

import io.hookline.api.plugin.StateHandover;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.internal.task.DeadlineTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Hands the state of a release over to the one that is about to replace it. */
public final class StateTransfer {

    private final BundleContext context;
    private final Duration timeout;
    private final AbandonedThreads abandoned;

    /** Waits at most so long for each of saving and restoring; what does not end is counted among the abandoned. */
    public StateTransfer(BundleContext context, Duration timeout, AbandonedThreads abandoned) {
        this.context = context;
        this.timeout = timeout;
        this.abandoned = abandoned;
    }

    /**
     * Hands over all state of which both releases publish the kind.
     *
     * @return what was handed over, and what was not
     * @throws DeployRefusedException if it cannot be saved, or is not taken over, in time
     */
    public List<String> transfer(Bundle from, Bundle to) throws DeployRefusedException, InterruptedException {
        List<String> notes = new ArrayList<>();
        for (ServiceReference<StateHandover> source : BundleServices.bundle(context, from, StateHandover.class)) {
            Saved saved = new Saved();
            run(from, "hookline-state-save", "the old release cannot save its state", () -> save(source, saved));
            notes.add(restore(saved, to));
        }
        return notes;
    }

    private void save(ServiceReference<StateHandover> source, Saved saved) throws Exception {
        StateHandover old = context.getService(source);
        if (old == null) {
            throw new IllegalStateException("its service is not available");
        }
        try {
            saved.by(old);
        } finally {
            context.ungetService(source);
        }
    }

    private String restore(Saved saved, Bundle to) throws DeployRefusedException, InterruptedException {
        AtomicBoolean taken = new AtomicBoolean();
        run(
                to,
                "hookline-state-restore",
                "the new release does not take the state '" + saved.schema + "' of version " + saved.version + " over",
                () -> {
                    for (ServiceReference<StateHandover> target :
                            BundleServices.bundle(context, to, StateHandover.class)) {
                        if (!taken.get()) {
                            taken.set(takes(target, saved));
                        }
                    }
                });
        return taken.get()
                ? "state '" + saved.schema + "' was handed over (" + saved.state.length + " bytes)"
                : "state '" + saved.schema + "' is left behind: " + to.getSymbolicName() + " " + to.getVersion()
                        + " has no place for it";
    }

    /**
     * A service that has taken state over is held until its release goes; otherwise its component could be deactivated.
     */
    private boolean takes(ServiceReference<StateHandover> target, Saved saved) throws Exception {
        StateHandover next = context.getService(target);
        if (next == null) {
            throw new IllegalStateException("its service is not available");
        }
        boolean restored = false;
        try {
            if (saved.schema.equals(next.schema())) {
                next.restore(saved.version, saved.state);
                restored = true;
            }
            return restored;
        } finally {
            if (!restored) {
                context.ungetService(target);
            }
        }
    }

    private void run(Bundle bundle, String thread, String failed, DeadlineTask.Code code)
            throws DeployRefusedException, InterruptedException {
        DeadlineTask task = DeadlineTask.begin(thread, code);
        DeadlineTask.Outcome outcome = task.await(timeout) ? task.outcome() : task.giveUp();
        if (!outcome.ended()) {
            abandoned.add(bundle, task);
        }
        if (!outcome.isGood()) {
            throw new DeployRefusedException(
                    DeployRefusal.STATE_REFUSED, failed + ": " + outcome.problem(timeout) + "; the old release stays");
        }
    }

    /** What the old release has saved. Written by the task's thread, read once that has ended. */
    private static final class Saved {

        private String schema = "";
        private int version;
        private byte[] state = {};

        void by(StateHandover old) throws Exception {
            schema = old.schema();
            version = old.version();
            state = old.save();
        }
    }
}
