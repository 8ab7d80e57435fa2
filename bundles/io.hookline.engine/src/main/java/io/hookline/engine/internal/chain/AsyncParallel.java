package io.hookline.engine.internal.chain;

import io.hookline.api.RequiredHookMissingException;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.runner.HeldLease;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous call whose hooks all begin at once. Their outcomes are taken in the chain's order, not in the order
 * of completion: neither the result nor the failure that ends the call depends on which hook is fastest.
 */
final class AsyncParallel extends AsyncCall {

    private final @Nullable Outcome[] outcomes;
    /** Guarded by this call's monitor, as is all below. */
    private int next;

    private int unfinished;
    private boolean decided;
    private boolean fallback;

    AsyncParallel(
            LinkedChain chain, ContractMethod method, @Nullable Object[] arguments, boolean timed, HeldLease lease) {
        super(chain, method, arguments, timed, lease);
        this.outcomes = new @Nullable Outcome[hooks.length];
        this.unfinished = hooks.length;
    }

    @Override
    @Nullable
    Runnable begin() {
        if (hooks.length == 0) {
            return () -> succeed(total());
        }
        CompletionStage<?>[] stages = new CompletionStage<?>[hooks.length];
        for (int at = 0; at < hooks.length; at++) {
            stages[at] = beginOne(at);
        }
        for (int at = 0; at < hooks.length; at++) {
            int place = at;
            stages[at].whenComplete((value, failure) -> finished(place, new Outcome(value, failure)));
        }
        return null;
    }

    private CompletionStage<?> beginOne(int at) {
        if (isAnswered()) {
            hooks[at].record().countSkipped();
            return CompletableFuture.completedFuture(null);
        }
        try {
            return chain.isSkipped(method, at) ? CompletableFuture.completedFuture(null) : startStage(at);
        } catch (RequiredHookMissingException missing) {
            return CompletableFuture.failedFuture(new Uncalled(missing));
        }
    }

    private void finished(int place, Outcome outcome) {
        boolean last;
        boolean byFallback;
        Runnable early;
        synchronized (this) {
            outcomes[place] = outcome;
            unfinished--;
            early = takeInOrder();
            last = unfinished == 0;
            byFallback = fallback;
        }
        if (early != null) {
            early.run();
        }
        if (last && byFallback) {
            underLease(() -> {
                answerByFallback();
                return null;
            });
        } else if (last) {
            succeed(total());
        }
    }

    /**
     * Takes the outcomes that are there without a gap; returns what completes the caller's stage if they decide the
     * call.
     */
    private @Nullable Runnable takeInOrder() {
        Runnable tell = null;
        for (Outcome outcome = first(); outcome != null; outcome = first()) {
            if (decided) {
                countFailure(outcome);
                next++;
                continue;
            }
            try {
                if (outcome.failure() instanceof Uncalled uncalled) {
                    throw uncalled.missing;
                }
                if (outcome.failure() == null) {
                    decided = !take(outcome.value());
                } else {
                    fallback = chain.failed(method.index(), next, unwrapped(outcome.failure()));
                    decided = fallback;
                }
                if (decided && !fallback) {
                    Object total = total();
                    tell = () -> result.complete(total);
                }
            } catch (Throwable failure) {
                decided = true;
                tell = () -> result.completeExceptionally(failure);
            }
            next++;
        }
        return tell;
    }

    /** Counts a failure behind the hook that decided the call, whose answer it does not change. */
    private void countFailure(Outcome outcome) {
        if (outcome.failure() == null || outcome.failure() instanceof Uncalled) {
            return;
        }
        try {
            chain.failed(method.index(), next, unwrapped(outcome.failure()));
        } catch (Throwable answered) {
            // The call has its answer already.
        }
    }

    private @Nullable Outcome first() {
        return next < outcomes.length ? outcomes[next] : null;
    }

    /** Stands for a required hook that was not called, which is no failure of the hook. */
    private static final class Uncalled extends RuntimeException {

        private static final long serialVersionUID = 1;

        final RequiredHookMissingException missing;

        Uncalled(RequiredHookMissingException missing) {
            super(missing);
            this.missing = missing;
        }
    }

    /** The outcome of a hook's stage. */
    private record Outcome(@Nullable Object value, @Nullable Throwable failure) {}
}
