package io.hookline.engine.internal.chain;

import io.hookline.api.CallScope;
import io.hookline.api.hook.Next;
import io.hookline.engine.contract.ContractMethod;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Runs hooks that wrap each other and, innermost, the caller's action. A synchronous call goes on within its hook's
 * method; an asynchronous one until the hook's stage is complete.
 */
final class Around {

    private final LinkedChain chain;
    private final HookCaller caller;
    private final ContractMethod method;
    private final ChainEntry[] hooks;
    private final @Nullable Object[] further;
    private final @Nullable Object original;
    private final @Nullable Next<@Nullable Object, @Nullable Object> action;
    private final @Nullable AsyncCall async;

    @SuppressWarnings("unchecked") // Contract.of has checked that the last parameter is a Next.
    private Around(
            LinkedChain chain,
            HookCaller caller,
            ContractMethod method,
            @Nullable Object original,
            @Nullable Object[] further,
            @Nullable Next<?, ?> action,
            @Nullable AsyncCall async) {
        this.async = async;
        this.chain = chain;
        this.caller = caller;
        this.method = method;
        this.hooks = chain.hooks(method);
        this.original = original;
        this.further = further;
        this.action = (Next<@Nullable Object, @Nullable Object>) action;
    }

    /**
     * Runs the hooks of a chain around an action.
     *
     * @param async the asynchronous call that this is, whose hooks may go on later and on other threads; else null
     * @throws Throwable what the host's caller is to see
     */
    static @Nullable Object run(
            LinkedChain chain,
            HookCaller caller,
            ContractMethod method,
            @Nullable Object argument,
            @Nullable Object[] further,
            @Nullable Next<?, ?> action,
            @Nullable AsyncCall async)
            throws Throwable {
        return new Around(chain, caller, method, argument, further, action, async).runFrom(0, argument);
    }

    @SuppressWarnings("NullAway") // The action's argument is a nullable type here, which NullAway does not see.
    private @Nullable Object runFrom(int first, @Nullable Object argument) throws Throwable {
        int at = first;
        while (at < hooks.length && chain.isSkipped(method, at)) {
            at++;
        }
        if (at == hooks.length) {
            if (action == null) {
                throw new IllegalArgumentException(method + " was called without an action: its last argument is null");
            }
            return caller instanceof LoopDispatch loop && loop.isTimed()
                    ? chain.timing().proceedMeasured(action, argument)
                    : action.proceed(argument);
        }
        Rest rest = new Rest(at);
        if (async != null) {
            // Held until the hook's own stage is complete, whatever happens to the stages around it.
            async.hold();
        }
        Object answer;
        try {
            answer = caller.callAround(method.index(), at, argument, further, rest);
            if (async != null && answer == null) {
                throw new NullPointerException(hooks[at].info().label() + " returned null instead of a stage");
            }
        } catch (Throwable failure) {
            rest.close();
            return afterFailure(at, argument, rest, failure);
        }
        if (async != null && answer instanceof CompletionStage<?> stage) {
            stage.whenComplete((value, failure) -> rest.close());
        } else {
            rest.close();
        }
        return answer;
    }

    private @Nullable Object afterFailure(int at, @Nullable Object argument, Rest rest, Throwable failure)
            throws Throwable {
        if (rest.threw(failure)) {
            throw failure;
        }
        boolean ends = chain.failed(method.index(), at, failure);
        if (rest.entered > 0) {
            // The action has run, or has at least begun: asking another hook could run it twice.
            return rest.outcome();
        }
        if (ends) {
            return chain.fallback(method, original, further, action);
        }
        // The chain goes on in place of the hook, which the counts record as not going on.
        chain.countProceeds(method.index(), at, 2);
        return runFrom(at + 1, argument);
    }

    /** What a hook calls to proceed, and the outcome. */
    private final class Rest implements Next<@Nullable Object, @Nullable Object> {

        private final int hook;
        private final Thread thread = Thread.currentThread();
        private boolean open = true;
        private int entered;
        private @Nullable Object result;
        private @Nullable Throwable thrown;

        Rest(int hook) {
            this.hook = hook;
        }

        @Override
        @SuppressWarnings("NullAway") // R is a nullable type here, which NullAway does not see.
        public @Nullable Object proceed(@Nullable Object argument) throws Exception {
            if (async != null && async.isAnswered()) {
                throw new CancellationException("the call has its answer: it was cancelled, or is past its deadline");
            }
            if (!open || (async == null && thread != Thread.currentThread())) {
                throw new IllegalStateException(
                        "proceed was called after its hook had returned, or on another thread than the hook's");
            }
            entered++;
            thrown = null;
            try (CallScope here = async == null ? null : async.lease.enter()) {
                result = runFrom(hook + 1, argument);
                return result;
            } catch (Exception | Error failure) {
                thrown = failure;
                throw failure;
            } catch (Throwable failure) {
                throw new IllegalStateException("neither an exception nor an error", failure);
            }
        }

        /** The hook is done: it can no longer proceed, and the number of times it did is final. */
        void close() {
            open = false;
            if (entered != 1) {
                chain.countProceeds(method.index(), hook, entered);
            }
            if (async != null) {
                async.letGo();
            }
        }

        boolean threw(Throwable failure) {
            return thrown == failure;
        }

        @Nullable
        Object outcome() throws Throwable {
            if (thrown != null) {
                throw thrown;
            }
            return result;
        }
    }
}
