package io.hookline.engine.internal.runner;

import io.hookline.api.CallScope;
import io.hookline.api.hook.Composition;
import io.hookline.api.hook.Next;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.runner.HeldLease;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call of a hook on a thread of its own. Its monitor guards its progress. The hook's thread sees the generation of
 * the call, and holds it until the hook returns.
 */
final class PooledCall implements Runnable {

    private static final long GRACE_NANOS = 50_000_000;

    private final PoolAttachment pool;
    private final ContractMethod method;
    private final @Nullable Object[] arguments;
    private final HeldLease lease;

    private @Nullable Thread runner;
    private boolean abandoned;
    private boolean ended;
    private boolean writtenOff;
    /** Used by the caller's thread alone. */
    private boolean callerInterrupted;

    private @Nullable Object result;
    private @Nullable Throwable thrown;
    private @Nullable ProceedHandover handover;

    PooledCall(PoolAttachment pool, ContractMethod method, @Nullable Object[] arguments, HeldLease lease) {
        this.pool = pool;
        this.method = method;
        this.arguments = arguments.clone();
        this.lease = lease;
    }

    // ---- on the hook's thread --------------------------------------------------------------------------------------

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
            answer = pool.callHook(method, rest == null ? arguments : ProceedTracker.with(arguments, bridge(rest)));
            if (method.isAsync() && answer instanceof CompletionStage<?> stage) {
                // A removal waits for the hook's own stage, even if its caller does not.
                lease.hold();
                stage.whenComplete((value, thrownLater) -> lease.letGo());
            }
        } catch (Throwable e) {
            failure = e;
        }
        boolean wasWrittenOff;
        synchronized (this) {
            runner = null;
            // An interruption meant for this call must not reach the next one.
            Thread.interrupted();
            result = answer;
            thrown = failure;
            wasWrittenOff = writtenOff;
            end();
        }
        if (wasWrittenOff) {
            pool.cameBack();
        }
    }

    @SuppressWarnings("NullAway") // The argument is a nullable type here, which NullAway does not see.
    private Next<@Nullable Object, @Nullable Object> bridge(Next<@Nullable Object, @Nullable Object> rest) {
        return argument -> handOver(rest, argument);
    }

    /** Lets the caller's thread proceed, and waits for it. */
    private @Nullable Object handOver(Next<@Nullable Object, @Nullable Object> rest, @Nullable Object argument)
            throws Exception {
        ProceedHandover step = new ProceedHandover(rest, argument);
        synchronized (this) {
            if (Thread.currentThread() != runner) {
                throw new IllegalStateException(
                        "proceed was called after its hook had returned, or on another thread than the hook's");
            }
            if (abandoned) {
                throw new CancellationException("the caller has gone on: its deadline has passed");
            }
            handover = step;
            notifyAll();
            boolean interrupted = false;
            while (!step.isDone()) {
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

    // ---- on the caller's thread ------------------------------------------------------------------------------------

    private Duration deadline() {
        return pool.settings().deadline();
    }

    /** The hook's answer; an interruption of the caller does not end the wait, and stays visible. */
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
        long left = deadline().toNanos();
        while (true) {
            ProceedHandover step;
            synchronized (this) {
                left = awaitEvent(left);
                if (ended) {
                    Throwable failure = thrown;
                    if (failure != null) {
                        throw failure;
                    }
                    return result;
                }
                step = handover;
                handover = null;
                if (step == null) {
                    giveUp();
                }
            }
            if (step == null) {
                throw pool.context().timeout(deadline());
            }
            proceedHere(step);
        }
    }

    private void proceedHere(ProceedHandover step) {
        if (callerInterrupted) {
            callerInterrupted = false;
            Thread.currentThread().interrupt();
        }
        step.run();
        synchronized (this) {
            step.markDone();
            notifyAll();
        }
    }

    private long awaitEvent(long nanos) {
        long left = nanos;
        long end = System.nanoTime() + nanos;
        while (!ended && handover == null && left > 0) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                callerInterrupted = true;
            }
            left = end - System.nanoTime();
        }
        return left;
    }

    /**
     * The stage that the hook returned, with the deadline; the stage of a wrapping hook also lasts as long as what it
     * wraps.
     */
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
        CompletableFuture.delayedExecutor(deadline().toNanos(), TimeUnit.NANOSECONDS)
                .execute(() -> answer.completeExceptionally(pool.context().timeout(deadline())));
        return answer;
    }

    /** Called when there was no thread for it. */
    synchronized void neverBegan() {
        end();
    }

    /** Gives back what the call holds, and wakes its caller; under the monitor. */
    private void end() {
        ended = true;
        lease.letGo();
        if (!writtenOff) {
            pool.ended();
        }
        notifyAll();
    }

    /** Stops waiting for the call, and interrupts it; under the monitor. */
    private void giveUp() {
        abandoned = true;
        Thread running = runner;
        if (running == null) {
            if (pool.dequeue(this)) {
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
            writtenOff = true;
            pool.writeOff();
        }
    }
}
