package io.hookline.engine.internal.guard;

import io.hookline.api.PointSpec;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.guard.GuardSettings;
import io.hookline.engine.internal.runner.RunnerRegistry;
import io.hookline.engine.runner.AttachException;
import io.hookline.engine.runner.HookRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The current attachment of one hook, and earlier ones that may still hold calls. Safe for use by many threads.
 *
 * <pre>
 *  the hook's runner          it was attached before       what happens
 *  attaches it                                             calls go to the new attachment
 *  fails to attach it         and that is intact           calls go on as before; the guard says why
 *  fails to attach it         not, or that is not intact   calls are refused; the guard says why
 *  is not installed                                        calls are refused; the guard says so
 * </pre>
 */
final class HookAttachments {

    private static final Logger LOG = LoggerFactory.getLogger("io.hookline.guard");

    private final GuardedHook guard;
    private final Guards guards;
    private final RunnerRegistry runners;
    /** Held while a runner attaches, which takes time: one attempt at a time. */
    private final ReentrantLock attaching = new ReentrantLock();

    private volatile @Nullable GuardSettings attachedFor;
    private final AtomicBoolean lateNews = new AtomicBoolean();
    private volatile String problem = "";
    private volatile @Nullable Attached current;

    /** Guarded by this object's monitor, as are closed and changes of the current one. */
    private final List<Attached> retired = new ArrayList<>();

    private boolean closed;

    HookAttachments(GuardedHook guard, Guards guards, RunnerRegistry runners) {
        this.guard = guard;
        this.guards = guards;
        this.runners = runners;
    }

    /** The present attachment; null before the first and after the last. */
    @Nullable
    Attached current() {
        return current;
    }

    /** Why the hook is not attached as its rules say; empty if it is. */
    String problem() {
        return problem;
    }

    /** Whether chains at a point of the contract have something to call. */
    boolean isAttached(Class<?> contract) {
        Attached now = current;
        return now != null && now.isOf(contract);
    }

    /** The same, and the hook's current settings have been tried. */
    boolean isSettled(Class<?> contract) {
        return isAttached(contract) && guard.settings().equals(attachedFor);
    }

    /**
     * Attaches the hook as its settings say, unless it is already. Calls runners, holding only the lock that serialises
     * attempts.
     *
     * @return whether what chains have to call has changed
     */
    boolean attach(Class<?> type, Object hook) {
        attaching.lock();
        try {
            if (isClosed()) {
                return false;
            }
            GuardSettings settings = guard.settings();
            attachedFor = settings;
            Attached before = current;
            HookRunner runner = runners.find(settings.runner());
            if (runner != null && before != null && fits(before, type, runner, settings)) {
                problem = "";
                return false;
            }
            if (runner == null) {
                return refuse(type, hook, "no runner '" + settings.runner() + "' is installed");
            }
            AttachmentContext context = new AttachmentContext(guard, guards);
            try {
                Attached after = guards.attachments()
                        .calls()
                        .attach(
                                runner,
                                () -> attach(runner, settings, type, hook, context),
                                late -> adopt(late, settings),
                                () -> guards.attachments().cameBack(runner));
                problem = "";
                return replace(after);
            } catch (AttachException | RuntimeException | Error e) {
                return failed(runner, type, hook, settings.runner(), e);
            }
        } finally {
            attaching.unlock();
        }
    }

    private Attached attach(
            HookRunner runner, GuardSettings settings, Class<?> type, Object hook, AttachmentContext context)
            throws AttachException {
        boolean isAttached = false;
        try {
            Attached after = Attached.to(runner, settings, Contract.of(type), hook, guard, context, runners);
            isAttached = true;
            return after;
        } finally {
            if (!isAttached) {
                context.close();
            }
        }
    }

    /** Takes what a runner that hung has brought after all, if the hook still wants it. */
    private void adopt(Attached late, GuardSettings settings) {
        attaching.lock();
        try {
            if (guard.settings().equals(settings) && late.isIntact(runners)) {
                problem = "";
                if (replace(late)) {
                    lateNews.set(true);
                }
                return;
            }
        } finally {
            attaching.unlock();
        }
        late.close();
    }

    /** Whether a runner has brought something late since this was last asked. */
    boolean takeLateNews() {
        return lateNews.getAndSet(false);
    }

    private boolean fits(Attached before, Class<?> type, HookRunner runner, GuardSettings settings) {
        try {
            return before.isTo(runner) && before.isOf(type) && before.isIntact(runners) && before.serves(settings);
        } catch (RuntimeException | Error e) {
            LOG.warn(
                    "runner '{}' did not say whether it serves {}",
                    settings.runner(),
                    guard.info().label(),
                    e);
            return false;
        }
    }

    private boolean failed(HookRunner runner, Class<?> type, Object hook, String name, Throwable failure) {
        String why = failure instanceof AttachException ? failure.getMessage() : String.valueOf(failure);
        String reason = "runner '" + name + "' has not attached it: " + why;
        Attached before = current;
        if (before == null || !before.isOf(type) || !before.isIntact(runners)) {
            return refuse(type, hook, reason);
        }
        String words = reason + " (it stays with runner '" + before.name() + "')";
        if (!words.equals(problem)) {
            problem = words;
            LOG.error("{} stays with runner '{}': {}", guard.info().label(), before.name(), reason);
            LOG.debug("runner {} failed", runner, failure);
        }
        return false;
    }

    private boolean refuse(Class<?> type, Object hook, String reason) {
        if (!reason.equals(problem)) {
            problem = reason;
            LOG.error("calls of {} are refused: {}", guard.info().label(), reason);
        }
        Attached before = current;
        if (before != null && before.isTo(null) && before.isOf(type)) {
            return false;
        }
        return replace(Attached.toNothing(
                Contract.of(type), hook, guard, new AttachmentContext(guard, guards), this::refusalReason));
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private String refusalReason() {
        String reason = problem;
        return reason.isEmpty() ? "it has been attached to its runner since the call began" : reason;
    }

    private boolean replace(Attached after) {
        List<Attached> unused = new ArrayList<>();
        boolean replaced;
        synchronized (this) {
            replaced = !closed;
            Attached before = current;
            if (closed) {
                unused.add(after);
            } else {
                current = after;
                if (before != null && before.wasHandedOut()) {
                    retired.add(before);
                } else if (before != null) {
                    unused.add(before);
                }
            }
        }
        unused.forEach(Attached::close);
        return replaced;
    }

    /** What chains call. A getter: it starts nothing. Each chain that is built asks for all its hooks. */
    Object target(PointSpec<?> spec, boolean breakerClosed) {
        Attached now = current;
        // Handing it out once more changes nothing.
        return now != null && breakerClosed && now.wasHandedOut() ? now.target() : handOut(spec, breakerClosed);
    }

    private synchronized Object handOut(PointSpec<?> spec, boolean breakerClosed) {
        Attached now = current;
        if (now == null) {
            throw new IllegalStateException(guard.info().label() + " is not attached to a runner");
        }
        return now.handOut(spec, breakerClosed);
    }

    /** Removes the earlier attachments that no chain of the coming generation calls. */
    synchronized List<Attached> takeUncalled(Set<Object> targets) {
        List<Attached> uncalled = new ArrayList<>();
        for (Attached one : retired) {
            if (!one.isCalled(targets)) {
                uncalled.add(one);
            }
        }
        retired.removeAll(uncalled);
        return uncalled;
    }

    /** The attachments whose runner or codec has left. */
    synchronized List<Attached> broken() {
        List<Attached> broken = new ArrayList<>(retired);
        Attached now = current;
        if (now != null) {
            broken.add(now);
        }
        broken.removeIf(one -> one.isTo(null) || one.isIntact(runners));
        return broken;
    }

    /** Closes all attachments, because the hook is gone. */
    void close() {
        List<Attached> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(retired);
            retired.clear();
            Attached now = current;
            current = null;
            if (now != null) {
                all.add(now);
            }
        }
        all.forEach(Attached::close);
    }
}
