package io.hookline.engine.internal.runner;

import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.guard.GuardSettings;
import io.hookline.engine.runner.AttachRequest;
import io.hookline.engine.runner.CallInterceptor;
import io.hookline.engine.runner.HookAttachment;
import io.hookline.engine.runner.RunnerContext;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A hook on threads of its own. A caller waits until its deadline at most; a call that continues after that is
 * interrupted and written off until it ends. Another thread takes its place, up to a limit; beyond the limit the hook
 * gets no more calls. Safe for use by many threads.
 */
final class PoolAttachment implements HookAttachment, CallInterceptor {

    private static final int IDLE_SECONDS = 10;

    private final RunnerContext context;
    private final Object hook;
    private final GuardSettings settings;
    private final Object proxy;
    private final PoolMeter meter;
    private final ThreadPoolExecutor pool;
    /** Bounds the calls that are on a thread or wait for one; the pool's own queue has no bound. */
    private final Semaphore room;

    PoolAttachment(AttachRequest request) {
        this.context = request.context();
        this.hook = request.hook();
        this.settings = request.settings();
        this.proxy = CallInterceptor.proxy(request.contract(), hook, this);
        this.meter = new PoolMeter(context);
        String name = "hookline-pool-" + request.info().name();
        this.room = new Semaphore(settings.threads() + settings.queue());
        this.pool = new ThreadPoolExecutor(
                settings.threads(),
                settings.threads(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    // A thread inherits the loader of its first caller, which may be a plugin's.
                    thread.setContextClassLoader(PoolAttachment.class.getClassLoader());
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public Object target() {
        return proxy;
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
        return settings.deadline().toMillis() + " ms, " + settings.threads() + " threads, " + settings.queue()
                + " waiting, " + settings.writtenOff() + " written off";
    }

    /** Lets calls in progress end, and takes no more. */
    @Override
    public void close() {
        pool.shutdown();
    }

    @Override
    public @Nullable Object intercept(ContractMethod method, @Nullable Object[] arguments) throws Throwable {
        if (context.hanging() >= settings.writtenOff()) {
            throw context.refusal(context.hanging() + " of its calls do not come back");
        }
        if (!room.tryAcquire()) {
            throw context.refusal(
                    "its " + settings.threads() + " threads are busy and " + settings.queue() + " calls wait for one");
        }
        PooledCall call = new PooledCall(this, method, arguments, context.hold());
        try {
            pool.execute(call);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // The attachment is closed, or the JVM has no thread left.
            call.neverBegan();
            throw context.refusal("there is no thread for it: " + e);
        }
        Object result = call.await();
        return method.isAsync() ? call.bounded(result) : result;
    }

    // ---- used by its calls -----------------------------------------------------------------------------------------

    RunnerContext context() {
        return context;
    }

    GuardSettings settings() {
        return settings;
    }

    /** Calls the hook on the calling thread, which is one of the hook's own. */
    @Nullable
    Object callHook(ContractMethod method, @Nullable Object[] arguments) throws Throwable {
        return meter.invokeMeasured(method, hook, arguments);
    }

    /** Called when a call that was not written off has ended. */
    void ended() {
        room.release();
    }

    /** Takes a call off the queue; false if it is not there. */
    boolean dequeue(PooledCall call) {
        return pool.remove(call);
    }

    /** Called when a call continues past its deadline and its interruption. */
    synchronized void writeOff() {
        int now = context.callHangs();
        room.release();
        resize(now);
        context.trip("a call did not answer within " + settings.deadline().toMillis()
                + " ms nor ended when interrupted; " + now + " do not come back");
    }

    /** Called when a call that was written off has ended. */
    synchronized void cameBack() {
        resize(context.callReturned());
    }

    private void resize(int more) {
        int size = settings.threads() + Math.min(more, settings.writtenOff());
        if (size >= pool.getMaximumPoolSize()) {
            pool.setMaximumPoolSize(size);
            pool.setCorePoolSize(size);
        } else {
            pool.setCorePoolSize(size);
            pool.setMaximumPoolSize(size);
        }
    }
}
