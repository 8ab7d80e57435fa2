package io.hookline.engine.internal.chain;

import io.hookline.api.CallScope;
import io.hookline.api.hook.Composition;
import io.hookline.api.hook.HookContext;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.runner.HeldLease;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One asynchronous call of a chain: hooks that return stages, one after the other or all at once.
 *
 * <pre>
 *  in series     hook 1 ─ stage ─▶ hook 2 ─ stage ─▶ … ─▶ the caller's stage
 *
 *  in parallel   hook 1 ─ stage ─┐
 *                hook 2 ─ stage ─┼─▶ taken in the chain's order ─▶ the caller's stage
 *                hook n ─ stage ─┘
 * </pre>
 *
 * Hooks run under the call's lease, on the caller's thread or on the one that completed the stage before. The deadline
 * and the cancellation of the call's context complete the caller's stage; no hook begins after that, and the lease
 * stays until the stages of those that have begun are complete.
 */
public abstract class AsyncCall {

    // Each call would pay for an object per counter.
    private static final AtomicIntegerFieldUpdater<AsyncCall> RELEASED =
            AtomicIntegerFieldUpdater.newUpdater(AsyncCall.class, "released");
    private static final AtomicIntegerFieldUpdater<AsyncCall> HOLDERS =
            AtomicIntegerFieldUpdater.newUpdater(AsyncCall.class, "holders");

    final LinkedChain chain;
    final ContractMethod method;
    final ChainEntry[] hooks;
    final @Nullable Object[] arguments;
    final HeldLease lease;
    final CompletableFuture<@Nullable Object> result = new CompletableFuture<>();

    /** Whether the call itself has released the lease: 1 if so. */
    @SuppressWarnings("UnusedVariable") // Read and written through RELEASED.
    private volatile int released;
    /** The call itself, and those of its hooks that hold the lease. */
    @SuppressWarnings("UnusedVariable") // Read and written through HOLDERS.
    private volatile int holders = 1;

    private final @Nullable Object original;
    private final boolean timed;
    /** What hooks returned, where the composition collects it; null while there is nothing. */
    private @Nullable List<@Nullable Object> collected;

    AsyncCall(LinkedChain chain, ContractMethod method, @Nullable Object[] arguments, boolean timed, HeldLease lease) {
        this.chain = chain;
        this.method = method;
        this.hooks = chain.hooks(method);
        this.arguments = arguments.clone();
        this.original = arguments.length == 0 ? null : arguments[0];
        this.timed = timed;
        this.lease = lease;
    }

    /**
     * Begins a call, which its chain knows of already.
     *
     * @param timed whether to take the time of each hook, until its stage is complete
     * @param lease the call's own; released when the last hook's stage is complete
     * @param here a scope that has entered the lease on the calling thread; closed before the call's stage completes
     * @return what the contract's method returns
     */
    public static CompletionStage<@Nullable Object> start(
            LinkedChain chain,
            ContractMethod method,
            @Nullable Object[] arguments,
            boolean timed,
            HeldLease lease,
            CallScope here) {
        AsyncCall call;
        if (method.composition() == Composition.AROUND) {
            call = new AsyncAround(chain, method, arguments, timed, lease);
        } else if (method.isParallel()) {
            call = new AsyncParallel(chain, method, arguments, timed, lease);
        } else {
            call = new AsyncSeries(chain, method, arguments, timed, lease);
        }
        call.take(here, () -> {
            call.watchContext();
            return call.begin();
        });
        return call.result;
    }

    /**
     * Calls the hooks, or the first of them. The lease is entered on the thread.
     *
     * @return what ends the call, to be run once the lease was left; null if it has not ended
     */
    abstract @Nullable Runnable begin() throws Throwable;

    /** Takes the next step under the lease, and ends the call if the step says so. */
    final void underLease(Step step) {
        CallScope entered;
        try {
            entered = lease.enter();
        } catch (Throwable failure) {
            fail(failure);
            return;
        }
        take(entered, step);
    }

    @SuppressWarnings("try") // The scope is only to be closed.
    private void take(CallScope entered, Step step) {
        Runnable end;
        try (entered) {
            end = step.take();
        } catch (Throwable failure) {
            end = () -> fail(failure);
        }
        if (end != null) {
            end.run();
        }
    }

    /** A step of the call; returns what ends it, or null. */
    @FunctionalInterface
    interface Step {

        @Nullable
        Runnable take() throws Throwable;
    }

    /** Whether the caller has its answer, or no longer waits for one. */
    boolean isAnswered() {
        return result.isDone();
    }

    private void watchContext() {
        int parameter = method.contextParameter();
        HookContext context = parameter < 0 ? null : (HookContext) arguments[parameter];
        if (context == null) {
            return;
        }
        // A context may live long: it must not hold the chain.
        WeakReference<CompletableFuture<@Nullable Object>> answer = new WeakReference<>(result);
        String callId = context.callId();
        context.onCancel(() -> {
            CompletableFuture<@Nullable Object> open = answer.get();
            if (open != null) {
                open.completeExceptionally(new CancellationException("call " + callId + " was cancelled"));
            }
        });
        if (context.isExpired()) {
            result.completeExceptionally(pastDeadline(callId));
        }
        context.remaining().ifPresent(left -> {
            CompletionStage<@Nullable Object> alarm =
                    new CompletableFuture<@Nullable Object>().orTimeout(left.toNanos(), TimeUnit.NANOSECONDS);
            alarm.whenComplete((nothing, late) -> {
                if (late != null) {
                    result.completeExceptionally(pastDeadline(callId));
                }
            });
            CompletionStage<@Nullable Object> stage = result;
            stage.whenComplete((value, failure) -> alarm.toCompletableFuture().complete(null));
        });
    }

    private static TimeoutException pastDeadline(String callId) {
        return new TimeoutException("call " + callId + " is past its deadline");
    }

    // ---- one hook --------------------------------------------------------------------------------------------------

    /** Calls a hook; an exception from the method itself becomes a failed stage. */
    CompletionStage<?> startStage(int at) {
        long start = timed ? System.nanoTime() : 0;
        CompletionStage<?> stage;
        try {
            Object returned = method.invoke(hooks[at].target(), arguments);
            stage = returned != null
                    ? (CompletionStage<?>) returned
                    : CompletableFuture.failedFuture(
                            new NullPointerException(hooks[at].info().label() + " returned null instead of a stage"));
        } catch (Throwable failure) {
            stage = CompletableFuture.failedFuture(failure);
        }
        if (timed) {
            stage.whenComplete((value, failure) ->
                    chain.timing().recordLatency(chain, hooks[at], method, System.nanoTime() - start));
        }
        return stage;
    }

    /** Takes a hook's value into the result; whether the chain goes on. */
    boolean take(@Nullable Object value) {
        if (value == null) {
            return true;
        }
        switch (method.composition()) {
            case FIRST_RESULT -> {
                collected().add(value);
                return false;
            }
            case WATERFALL -> arguments[0] = value;
            case CONCAT -> collected().addAll((Collection<?>) value);
            case NOTIFY, AROUND -> {}
        }
        return true;
    }

    /** The call's result once the results of all hooks have been taken. */
    @Nullable
    Object total() {
        return switch (method.composition()) {
            case WATERFALL -> arguments[0];
            case CONCAT -> Collections.unmodifiableList(collected());
            case FIRST_RESULT -> collected == null ? null : collected.get(0);
            case NOTIFY, AROUND -> null;
        };
    }

    private List<@Nullable Object> collected() {
        List<@Nullable Object> list = collected;
        if (list == null) {
            list = new ArrayList<>();
            collected = list;
        }
        return list;
    }

    /** What a stage has failed with. */
    static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    // ---- the end ---------------------------------------------------------------------------------------------------

    /** Lets the point's fallback answer. */
    void answerByFallback() throws Throwable {
        if (arguments.length > 0) {
            arguments[0] = original;
        }
        endWith((CompletionStage<?>) chain.fallback(method, arguments));
    }

    /** Hands a stage's outcome on to the caller, and holds the lease until then. */
    void endWith(@Nullable CompletionStage<?> stage) {
        if (stage == null) {
            throw new NullPointerException(method + " returned null instead of a stage");
        }
        stage.whenComplete((value, failure) -> {
            if (failure == null) {
                succeed(value);
            } else {
                fail(unwrapped(failure));
            }
        });
    }

    void succeed(@Nullable Object value) {
        release();
        result.complete(value);
    }

    void fail(Throwable failure) {
        release();
        result.completeExceptionally(failure);
    }

    /** Releases the lease, once. Hooks of this call that still run hold it themselves. */
    private void release() {
        if (RELEASED.compareAndSet(this, 0, 1)) {
            letGo();
        }
    }

    /** A hook holds the call's lease beyond the call itself. */
    void hold() {
        lease.hold();
        HOLDERS.incrementAndGet(this);
    }

    /** Ends what {@link #hold} began. */
    void letGo() {
        if (HOLDERS.decrementAndGet(this) == 0) {
            chain.asyncEnded();
        }
        lease.letGo();
    }
}
