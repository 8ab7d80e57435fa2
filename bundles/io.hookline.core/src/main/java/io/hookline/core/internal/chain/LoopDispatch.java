package io.hookline.core.internal.chain;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.HookFailedException;
import io.hookline.api.PointSpec;
import io.hookline.api.RequiredHookMissingException;
import io.hookline.api.hook.Next;
import io.hookline.core.internal.contract.ContractMethod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The readable reference: loops over the hooks, one method per composition.
 *
 * <pre>
 *  caller ──▶ hook 1 ──▶ hook 2 ──▶ … ──▶ hook n        NOTIFY, FIRST_RESULT, WATERFALL, CONCAT
 *
 *  caller ──▶ hook 1 ─ proceed ─▶ hook 2 ─ proceed ─▶ … ─ proceed ─▶ the caller's action        AROUND
 *         ◀──────────────────────◀──────────────────◀──────────────◀
 * </pre>
 *
 * A failure is what a hook throws itself, be it an {@link Exception}, a {@link LinkageError} or a
 * {@link StackOverflowError}; other errors go straight to the caller. What the caller's action throws is no hook's
 * failure and passes through unchanged.
 */
public final class LoopDispatch implements Dispatch {

    private static final Logger LOG = LoggerFactory.getLogger("io.hookline.hooks");

    private final PointSpec<?> spec;
    private final List<ChainedHook> hooks;
    private final List<ChainedHook> reversed;

    /** Calls these hooks, in this order, under the point's policy. */
    public LoopDispatch(PointSpec<?> spec, List<ChainedHook> hooks) {
        this.spec = spec;
        this.hooks = List.copyOf(hooks);
        List<ChainedHook> backwards = new ArrayList<>(hooks);
        Collections.reverse(backwards);
        this.reversed = List.copyOf(backwards);
    }

    @Override
    public @Nullable Object call(ContractMethod method, @Nullable Object[] arguments) throws Throwable {
        List<ChainedHook> order = method.isReverse() ? reversed : hooks;
        return switch (method.composition()) {
            case NOTIFY -> callAll(order, method, arguments);
            case FIRST_RESULT -> firstResult(order, method, arguments);
            case WATERFALL -> waterfall(order, method, arguments);
            case CONCAT -> concat(order, method, arguments);
            case AROUND -> around(order, 0, method, arguments);
        };
    }

    private @Nullable Object callAll(List<ChainedHook> order, ContractMethod method, @Nullable Object[] arguments)
            throws Throwable {
        for (ChainedHook hook : order) {
            if (isPassedOver(hook)) {
                continue;
            }
            try {
                hook.call(method, arguments);
            } catch (Exception | LinkageError | StackOverflowError failure) {
                if (endsChain(hook, method, failure)) {
                    return fallback(method, arguments);
                }
            }
        }
        return null;
    }

    private @Nullable Object firstResult(List<ChainedHook> order, ContractMethod method, @Nullable Object[] arguments)
            throws Throwable {
        for (ChainedHook hook : order) {
            if (isPassedOver(hook)) {
                continue;
            }
            try {
                Object result = hook.call(method, arguments);
                if (result != null) {
                    return result;
                }
            } catch (Exception | LinkageError | StackOverflowError failure) {
                if (endsChain(hook, method, failure)) {
                    return fallback(method, arguments);
                }
            }
        }
        return null;
    }

    private @Nullable Object waterfall(List<ChainedHook> order, ContractMethod method, @Nullable Object[] arguments)
            throws Throwable {
        @Nullable Object[] current = arguments.clone();
        for (ChainedHook hook : order) {
            if (isPassedOver(hook)) {
                continue;
            }
            try {
                Object result = hook.call(method, current);
                if (result != null) {
                    current[0] = result;
                }
            } catch (Exception | LinkageError | StackOverflowError failure) {
                if (endsChain(hook, method, failure)) {
                    return fallback(method, arguments);
                }
            }
        }
        return current[0];
    }

    private @Nullable Object concat(List<ChainedHook> order, ContractMethod method, @Nullable Object[] arguments)
            throws Throwable {
        List<@Nullable Object> all = new ArrayList<>();
        for (ChainedHook hook : order) {
            if (isPassedOver(hook)) {
                continue;
            }
            try {
                Object result = hook.call(method, arguments);
                if (result != null) {
                    all.addAll((Collection<?>) result);
                }
            } catch (Exception | LinkageError | StackOverflowError failure) {
                if (endsChain(hook, method, failure)) {
                    return fallback(method, arguments);
                }
            }
        }
        return Collections.unmodifiableList(all);
    }

    @SuppressWarnings("unchecked") // Contract.of has checked that the last parameter is a Next.
    private @Nullable Object around(
            List<ChainedHook> order, int from, ContractMethod method, @Nullable Object[] arguments) throws Throwable {
        int last = arguments.length - 1;
        int at = from;
        while (at < order.size() && isPassedOver(order.get(at))) {
            at++;
        }
        if (at == order.size()) {
            Next<@Nullable Object, @Nullable Object> action =
                    (Next<@Nullable Object, @Nullable Object>) arguments[last];
            if (action == null) {
                throw new IllegalArgumentException(method + " was called without an action: its last argument is null");
            }
            return action.proceed(arguments[0]);
        }
        ChainedHook hook = order.get(at);
        Rest rest = new Rest(order, at + 1, method, arguments);
        @Nullable Object[] own = arguments.clone();
        own[last] = rest;
        try {
            return hook.call(method, own);
        } catch (Exception | LinkageError | StackOverflowError failure) {
            if (rest.threw(failure)) {
                throw failure;
            }
            boolean ends = endsChain(hook, method, failure);
            if (rest.wasEntered()) {
                // The action has run, or has at least begun: asking anyone else could run it twice.
                return rest.outcome();
            }
            return ends ? fallback(method, arguments) : around(order, at + 1, method, arguments);
        } finally {
            rest.close();
        }
    }

    /** Whether the hook's service went away under this call, which can happen after a drain ran out of time. */
    private boolean isPassedOver(ChainedHook hook) {
        if (!hook.record().isWithdrawn()) {
            return false;
        }
        List<String> required = requiredNames(hook);
        if (!required.isEmpty()) {
            throw new RequiredHookMissingException(
                    spec.name(), required, "and " + hook.info().label() + " went away during the call");
        }
        return true;
    }

    private List<String> requiredNames(ChainedHook hook) {
        return spec.required().stream().filter(hook.info()::answersTo).toList();
    }

    /**
     * Counts a failure and applies the policy; a required hook that fails aborts the call under any.
     *
     * @return whether the fallback has to answer; false to go on
     * @throws Exception the failure as the caller is to see it, under the policy ABORT or of a required hook
     */
    private boolean endsChain(ChainedHook hook, ContractMethod method, Throwable failure) throws Exception {
        hook.record().failed(failure);
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (spec.errorPolicy() == ErrorPolicy.ABORT || !requiredNames(hook).isEmpty()) {
            if (failure instanceof Exception exception && method.mayThrow(exception)) {
                throw exception;
            }
            throw new HookFailedException(hook.info().label(), failure);
        }
        if (hook.record().mayLog()) {
            LOG.warn(
                    "hook {} failed at {}; the call goes on by the policy {} (failure {} of {} calls)",
                    hook.info().label(),
                    spec.name(),
                    spec.errorPolicy(),
                    hook.record().failures(),
                    hook.record().calls(),
                    failure);
        }
        return spec.errorPolicy() == ErrorPolicy.FALLBACK;
    }

    private @Nullable Object fallback(ContractMethod method, @Nullable Object[] arguments) throws Throwable {
        Object answer = spec.fallback();
        if (answer == null) {
            throw new IllegalStateException("the policy FALLBACK of " + spec.name() + " has no answer");
        }
        return method.invoke(answer, arguments);
    }

    /** What a hook that wraps the rest of the chain calls to go on, and what came of it. */
    private final class Rest implements Next<@Nullable Object, @Nullable Object> {

        private final List<ChainedHook> order;
        private final int from;
        private final ContractMethod method;
        private final @Nullable Object[] arguments;
        private final Thread thread = Thread.currentThread();
        private boolean open = true;
        private boolean entered;
        private @Nullable Object result;
        private @Nullable Throwable thrown;

        Rest(List<ChainedHook> order, int from, ContractMethod method, @Nullable Object[] arguments) {
            this.order = order;
            this.from = from;
            this.method = method;
            this.arguments = arguments;
        }

        @Override
        @SuppressWarnings("NullAway") // R is a nullable type here, which NullAway does not see.
        public @Nullable Object proceed(@Nullable Object argument) throws Exception {
            if (thread != Thread.currentThread() || !open) {
                throw new IllegalStateException(
                        "proceed was called after its hook had returned, or on another thread than the hook's");
            }
            entered = true;
            thrown = null;
            @Nullable Object[] further = arguments.clone();
            further[0] = argument;
            try {
                result = around(order, from, method, further);
                return result;
            } catch (Exception | Error failure) {
                thrown = failure;
                throw failure;
            } catch (Throwable failure) {
                throw new IllegalStateException("neither an exception nor an error", failure);
            }
        }

        boolean threw(Throwable failure) {
            return thrown == failure;
        }

        boolean wasEntered() {
            return entered;
        }

        @Nullable
        Object outcome() throws Throwable {
            if (thrown != null) {
                throw thrown;
            }
            return result;
        }

        void close() {
            open = false;
        }
    }
}
