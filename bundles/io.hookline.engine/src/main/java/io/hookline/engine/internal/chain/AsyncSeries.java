package io.hookline.engine.internal.chain;

import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.runner.HeldLease;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An asynchronous call whose hooks begin one after the other. Used by one thread at a time. */
final class AsyncSeries extends AsyncCall {

    private int at;
    private boolean fallback;

    AsyncSeries(
            LinkedChain chain, ContractMethod method, @Nullable Object[] arguments, boolean timed, HeldLease lease) {
        super(chain, method, arguments, timed, lease);
    }

    @Override
    @Nullable
    Runnable begin() throws Throwable {
        while (at < hooks.length && !isAnswered()) {
            if (chain.isSkipped(method, at)) {
                at++;
                continue;
            }
            CompletionStage<?> stage = startStage(at);
            // Only of exactly this class: a minimal stage extends it and throws when its state is read.
            if (stage.getClass() != CompletableFuture.class || !((CompletableFuture<?>) stage).isDone()) {
                stage.whenComplete(this::goOn);
                return null;
            }
            settleDone((CompletableFuture<?>) stage);
        }
        // Those that an answered call does not come to were counted when it began.
        for (int rest = at; rest < hooks.length; rest++) {
            hooks[rest].record().countSkipped();
        }
        if (fallback && !isAnswered()) {
            answerByFallback();
            return null;
        }
        return () -> succeed(total());
    }

    private void goOn(@Nullable Object value, @Nullable Throwable failure) {
        underLease(() -> {
            settle(value, failure);
            return begin();
        });
    }

    private void settleDone(CompletableFuture<?> done) throws Throwable {
        Object value = null;
        Throwable failure = null;
        try {
            value = done.join();
        } catch (CompletionException | CancellationException e) {
            failure = e;
        }
        settle(value, failure);
    }

    /** Takes the outcome of the hook that is under way and goes to the next one, or to the end. */
    private void settle(@Nullable Object value, @Nullable Throwable failure) throws Throwable {
        boolean goesOn = false;
        try {
            if (failure == null) {
                goesOn = take(value);
            } else {
                fallback = chain.failed(method.index(), at, unwrapped(failure));
                goesOn = !fallback;
            }
        } finally {
            if (!goesOn) {
                chain.countProceeds(method.index(), at, 0);
            }
        }
        at = goesOn ? at + 1 : hooks.length;
    }
}
