package io.hookline.engine.internal.guard;

import io.hookline.api.CallScope;
import io.hookline.api.hook.Composition;
import io.hookline.api.hook.Next;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.guard.GuardSettings;
import io.hookline.engine.internal.chain.HeldLease;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads for one hook alone. A caller waits for its deadline at most; a call that goes on after that is interrupted, and, until it
 * ends, written off: another thread takes its place, up to a limit, after which the hook gets no more calls.
 *
 * <p>A hook that wraps goes on by way of its caller: the rest of the chain, and the host's action, run on the caller's thread, and that
 * time is not the hook's. The hook's thread sees the generation of the call, and holds it until the hook returns. Safe for use by
 * many threads.
 */
final class Bulkhead extends Gate {

    private static final int IDLE_SECONDS = 10;

    private final GuardedHook guard;
    private final Supplier<HeldLease> leases;
    private final Object hook;
    private final GuardSettings settings;
    private final Object proxy;
    private final PoolMeter meter;
    private final ThreadPoolExecutor pool;
    /** Who may be in a thread or wait for one; the pool's own queue never bounds anybody. */
    private final Semaphore room;

    Bulkhead(GuardedHook guard, Supplier<HeldLease> leases, Contract<?> contract, Object hook, GuardSettings settings) {
        super(contract, hook);
        this.guard = guard;
        this.leases = leases;
        this.hook = hook;
        this.settings = settings;
        this.proxy = newProxy();
        this.meter = new PoolMeter(guard.usage());
        String name = "hookline-pool-" + guard.info().name();
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
                    // Not that of whoever calls first, who may be a plugin's.
                    thread.setContextClassLoader(Bulkhead.class.getClassLoader());
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    /** The one object that stands for the hook. */
    Object proxy() {
        return proxy;
    }

    /** Whether it is for this hook and has these settings. */
    boolean serves(Object other, GuardSettings wanted) {
        return other == hook && wanted.hasPoolOf(settings);
    }

    /** Lets those who are in it end, and takes no more; to be called once nobody comes any more. */
    void close() {
        pool.shutdown();
    }

    @Override
    @Nullable
    Object call(ContractMethod method, Object target, @Nullable Object[] arguments) throws Throwable {
        if (guard.hanging() >= settings.writtenOff()) {
            throw guard.refusal(guard.hanging() + " of its calls do not come back");
        }
        if (!room.tryAcquire()) {
            throw guard.refusal(
                    "its " + settings.threads() + " threads are busy and " + settings.queue() + " calls wait for one");
        }
        PooledCall call = new PooledCall(method, target, arguments, leases.get());
        try {
            pool.execute(call);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // The hook is gone, or the JVM has no thread left.
            call.neverBegan();
            throw guard.refusal("no thread can be had for it: " + e);
        }
        Object result = call.await();
        return method.isAsync() ? call.bounded(result) : result;
    }

    private synchronized void writeOff() {
        int now = guard.writtenOff();
        room.release();
        resize(now);
        guard.trip("a call did not answer within " + settings.deadline().toMillis() + " ms nor ended when interrupted; "
                + now + " do not come back");
    }

    private synchronized void cameBack() {
        resize(guard.writtenOffCameBack());
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

    /** One call: its own monitor guards how far it is. */
    private final class PooledCall implements Runnable {

        private static final long GRACE_NANOS = 50_000_000;

        private final ContractMethod method;
        private final Object target;
        private final @Nullable Object[] arguments;
        private final HeldLease lease;

        private @Nullable Thread runner;
        private boolean abandoned;
        private boolean ended;
        private boolean countedOff;
        /** Only its caller looks. */
        private boolean callerInterrupted;

        private @Nullable Object result;
        private @Nullable Throwable thrown;
        private @Nullable GoingOn goingOn;

        PooledCall(ContractMethod method, Object target, @Nullable Object[] arguments, HeldLease lease) {
            this.method = method;
            this.target = target;
            this.arguments = arguments.clone();
            this.lease = lease;
        }

        // ---- on the hook's thread ------------------------------------------------------------------------------

        @Override
        public void run() {
            synchronized (this) {
                if (abandoned) {
                    end();
                    return;
                }
                runner = Thread.currentThread();
            }
            Object answer = null;
            Throwable failure = null;
            try (CallScope here = lease.enter()) {
                Next<@Nullable Object, @Nullable Object> rest = ProceedTracker.restIn(method, arguments);
                answer = meter.call(
                        method, target, rest == null ? arguments : ProceedTracker.with(arguments, bridge(rest)));
                if (method.isAsync() && answer instanceof CompletionStage<?> stage) {
                    // A removal waits for the hook's own stage, whatever its caller sees.
                    lease.hold();
                    stage.whenComplete((value, thrownLater) -> lease.letGo());
                }
            } catch (Throwable e) {
                failure = e;
            }
            boolean wasCountedOff;
            synchronized (this) {
                runner = null;
                // An interruption that was meant for this call must not meet the next one.
                Thread.interrupted();
                result = answer;
                thrown = failure;
                wasCountedOff = countedOff;
                end();
            }
            if (wasCountedOff) {
                cameBack();
            }
        }

        @SuppressWarnings("NullAway") // The argument is a nullable type here, which NullAway does not see.
        private Next<@Nullable Object, @Nullable Object> bridge(Next<@Nullable Object, @Nullable Object> rest) {
            return argument -> goOn(rest, argument);
        }

        /** Has the caller's thread go on, and waits for it. */
        private @Nullable Object goOn(Next<@Nullable Object, @Nullable Object> rest, @Nullable Object argument)
                throws Exception {
            GoingOn step = new GoingOn(rest, argument);
            synchronized (this) {
                if (Thread.currentThread() != runner) {
                    throw new IllegalStateException(
                            "proceed was called after its hook had returned, or on another thread than the hook's");
                }
                if (abandoned) {
                    throw new CancellationException("the caller is gone: its deadline has passed");
                }
                goingOn = step;
                notifyAll();
                boolean interrupted = false;
                while (!step.done) {
                    try {
                        wait();
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            return step.outcome();
        }

        // ---- on the caller's thread ----------------------------------------------------------------------------

        /** What the hook answers; an interruption of the caller does not end the wait, and stays visible. */
        @Nullable
        Object await() throws Throwable {
            try {
                return awaitAnswer();
            } finally {
                if (callerInterrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private @Nullable Object awaitAnswer() throws Throwable {
            long left = settings.deadline().toNanos();
            while (true) {
                GoingOn step;
                synchronized (this) {
                    left = awaitSomething(left);
                    if (ended) {
                        Throwable failure = thrown;
                        if (failure != null) {
                            throw failure;
                        }
                        return result;
                    }
                    step = goingOn;
                    goingOn = null;
                    if (step == null) {
                        giveUp();
                    }
                }
                if (step == null) {
                    throw guard.timeout(settings.deadline());
                }
                goOnHere(step);
            }
        }

        private void goOnHere(GoingOn step) {
            if (callerInterrupted) {
                callerInterrupted = false;
                Thread.currentThread().interrupt();
            }
            step.run();
            synchronized (this) {
                step.done = true;
                notifyAll();
            }
        }

        private long awaitSomething(long nanos) {
            long left = nanos;
            long end = System.nanoTime() + nanos;
            while (!ended && goingOn == null && left > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                } catch (InterruptedException e) {
                    callerInterrupted = true;
                }
                left = end - System.nanoTime();
            }
            return left;
        }

        /** The stage that the hook returned, with the deadline; of a hook that wraps it takes as long as what it wraps. */
        @Nullable
        @SuppressWarnings("FutureReturnValueIgnored") // It is what the hook's caller gets.
        Object bounded(@Nullable Object returned) {
            if (method.composition() == Composition.AROUND || !(returned instanceof CompletionStage<?> stage)) {
                return returned;
            }
            CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
            stage.whenComplete((value, failure) -> {
                if (failure == null) {
                    answer.complete(value);
                } else {
                    answer.completeExceptionally(failure);
                }
            });
            CompletableFuture.delayedExecutor(settings.deadline().toNanos(), TimeUnit.NANOSECONDS)
                    .execute(() -> answer.completeExceptionally(guard.timeout(settings.deadline())));
            return answer;
        }

        /** No thread could be had. */
        synchronized void neverBegan() {
            end();
        }

        /** Gives back what the call holds, and wakes its caller; under the monitor. */
        private void end() {
            ended = true;
            lease.letGo();
            if (!countedOff) {
                room.release();
            }
            notifyAll();
        }

        /** Leaves the call to itself; under the monitor. */
        private void giveUp() {
            abandoned = true;
            Thread running = runner;
            if (running == null) {
                if (pool.remove(this)) {
                    end();
                }
                return;
            }
            running.interrupt();
            long end = System.nanoTime() + GRACE_NANOS;
            for (long left = GRACE_NANOS; !ended && left > 0; left = end - System.nanoTime()) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                } catch (InterruptedException e) {
                    callerInterrupted = true;
                }
            }
            if (!ended) {
                countedOff = true;
                writeOff();
            }
        }
    }

    /** A hook that wraps wants the rest of the chain. */
    private static final class GoingOn {

        private final Next<@Nullable Object, @Nullable Object> rest;
        private final @Nullable Object argument;
        private boolean done;
        private @Nullable Object result;
        private @Nullable Throwable thrown;

        GoingOn(Next<@Nullable Object, @Nullable Object> rest, @Nullable Object argument) {
            this.rest = rest;
            this.argument = argument;
        }

        @SuppressWarnings("NullAway") // The argument is a nullable type here, which NullAway does not see.
        void run() {
            try {
                result = rest.proceed(argument);
            } catch (Throwable e) {
                thrown = e;
            }
        }

        @Nullable
        Object outcome() throws Exception {
            Throwable failure = thrown;
            if (failure instanceof Exception exception) {
                throw exception;
            }
            if (failure instanceof Error error) {
                throw error;
            }
            return result;
        }
    }
}
