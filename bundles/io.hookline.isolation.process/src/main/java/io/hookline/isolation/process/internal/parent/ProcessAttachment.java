package io.hookline.isolation.process.internal.parent;

import io.hookline.api.hook.Composition;
import io.hookline.api.hook.HookContext;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.guard.GuardSettings;
import io.hookline.engine.runner.AttachException;
import io.hookline.engine.runner.AttachRequest;
import io.hookline.engine.runner.CallInterceptor;
import io.hookline.engine.runner.Codec;
import io.hookline.engine.runner.HookAttachment;
import io.hookline.engine.runner.RunnerContext;
import io.hookline.isolation.process.internal.wire.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One hook whose calls go to a child. It stays when that child ends and another takes its place. */
final class ProcessAttachment implements HookAttachment, CallInterceptor {

    private final long id;
    private final Supervisor supervisor;
    private final RunnerContext context;
    private final GuardSettings settings;
    private final Codec codec;
    private final Object target;
    private final Map<String, @Nullable Object> description;
    private final Executor later;
    private final Runnable closing;
    /** The calls that are in the child, and their callers have not gone on. */
    private final Semaphore running;
    /** The same, and those that wait to get there. */
    private final Semaphore room;

    private final AtomicBoolean closed = new AtomicBoolean();

    /** Set under this object's monitor. */
    private volatile @Nullable LiveChild ready;

    private volatile String problem = "it is not attached in its process yet";
    private @Nullable LiveChild asked;
    private boolean answered;

    /**
     * An attachment that its supervisor then attaches.
     *
     * @param description of the hook, for the child
     * @param later runs what follows answers that come later
     * @param closing run when the attachment has closed
     */
    ProcessAttachment(
            AttachRequest request,
            Codec codec,
            Supervisor supervisor,
            Map<String, @Nullable Object> description,
            Executor later,
            Runnable closing) {
        this.supervisor = supervisor;
        this.id = supervisor.nextNumber();
        this.context = request.context();
        this.settings = request.settings();
        this.codec = codec;
        this.description = description;
        this.later = later;
        this.closing = closing;
        this.target = CallInterceptor.proxy(request.contract(), request.hook(), this);
        this.running = new Semaphore(settings.threads());
        this.room = new Semaphore(settings.threads() + settings.queue());
    }

    long id() {
        return id;
    }

    RunnerContext context() {
        return context;
    }

    GuardSettings settings() {
        return settings;
    }

    Codec codec() {
        return codec;
    }

    Supervisor supervisor() {
        return supervisor;
    }

    @Override
    public Object target() {
        return target;
    }

    @Override
    public boolean serves(GuardSettings other) {
        return settings.deadline().equals(other.deadline())
                && settings.threads() == other.threads()
                && settings.queue() == other.queue()
                && settings.writtenOff() == other.writtenOff();
    }

    @Override
    public String limits() {
        return settings.deadline().toMillis() + " ms, " + settings.threads() + " at once, " + settings.queue()
                + " waiting, " + supervisor.describe() + (problem.isEmpty() ? "" : ", " + problem);
    }

    // ---- the child comes and goes ----------------------------------------------------------------------------------

    /** Asks a child to attach the hook, once for each child. */
    void askFor(LiveChild child) {
        synchronized (this) {
            if (asked == child) {
                return;
            }
            asked = child;
            answered = false;
        }
        try {
            child.send(Kind.ATTACH, id, description);
        } catch (IOException e) {
            // It has ended; the next one is asked.
        }
    }

    /** The child has attached the hook, or says why not. */
    synchronized void answered(LiveChild from, String refusal) {
        if (asked == from) {
            answered = true;
            problem = refusal;
            ready = refusal.isEmpty() ? from : null;
            notifyAll();
        }
    }

    /** A child has ended. */
    synchronized void ended(LiveChild child, String how) {
        if (ready == child || asked == child) {
            ready = null;
            answered = true;
            problem = how;
            notifyAll();
        }
    }

    /** Waits until the child has answered. */
    synchronized void awaitReady(Duration limit) throws AttachException {
        long end = System.nanoTime() + limit.toNanos();
        while (!answered) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AttachException(
                        "process " + supervisor.name() + " has not answered within " + limit.toMillis() + " ms");
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AttachException("interrupted while its process attached it", e);
            }
        }
        if (ready == null) {
            throw new AttachException(problem);
        }
    }

    // ---- calls -----------------------------------------------------------------------------------------------------

    @Override
    public @Nullable Object intercept(ContractMethod method, @Nullable Object[] arguments) throws Throwable {
        LiveChild child = ready;
        if (child == null || closed.get()) {
            throw context.refusal(closed.get() ? "its process has been given up" : problem);
        }
        HookContext own = codec.context(method, arguments);
        long nanos = settings.deadline().toNanos();
        if (own != null && own.remaining().isPresent()) {
            nanos = Math.min(nanos, own.remaining().get().toNanos());
        }
        long begun = System.nanoTime();
        enter(nanos, method.isAsync());
        ProcessCall call;
        try {
            boolean wraps = method.composition() == Composition.AROUND;
            @Nullable Object[] sent = wraps ? Arrays.copyOf(arguments, arguments.length - 1) : arguments;
            List<@Nullable Object> values = codec.encodeArguments(method, sent);
            long left = nanos - (System.nanoTime() - begun);
            call = new ProcessCall(this, child, method, arguments, left);
            if (!supervisor.begin(call)) {
                throw context.refusal(supervisor.down());
            }
            send(call, values, left);
        } catch (Throwable e) {
            leave();
            throw e;
        }
        if (own != null) {
            own.onCancel(() -> call.cancel("the caller has cancelled the call"));
        }
        return method.isAsync() ? call.later(later) : call.await();
    }

    /** Takes a place in the child, or waits for one. */
    private void enter(long nanos, boolean atOnce) {
        if (!room.tryAcquire()) {
            throw context.refusal(
                    settings.threads() + " of its calls are in its process and " + settings.queue() + " wait");
        }
        boolean isIn = running.tryAcquire();
        if (!isIn && !atOnce) {
            isIn = awaitPlace(nanos);
        }
        if (!isIn) {
            room.release();
            throw atOnce
                    ? context.refusal(settings.threads() + " of its calls are in its process")
                    : context.timeout(settings.deadline());
        }
    }

    /** An interruption of the caller does not end the wait, and stays visible. */
    private boolean awaitPlace(long nanos) {
        long end = System.nanoTime() + nanos;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return running.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void send(ProcessCall call, List<@Nullable Object> values, long nanos) {
        try {
            call.child().send(Kind.CALL, call.id(), id, call.method().index(), values, nanos);
        } catch (IOException e) {
            supervisor.forget(call);
            throw context.refusal("its process does not take it: " + e.getMessage());
        } catch (RuntimeException e) {
            supervisor.forget(call);
            throw e;
        }
    }

    /** A call has ended, or its caller has gone on. */
    void leave() {
        running.release();
        room.release();
    }

    /** A call has gone on past its deadline and its cancellation. */
    void hangs(ProcessCall call) {
        int now = context.callHangs();
        String reason = now + " of its calls did not end within "
                + settings.deadline().toMillis() + " ms nor when they were cancelled";
        if (now >= settings.writtenOff()) {
            supervisor.kill(call.child(), reason + ": a new process takes its place");
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            supervisor.detach(this);
            closing.run();
        }
    }
}
