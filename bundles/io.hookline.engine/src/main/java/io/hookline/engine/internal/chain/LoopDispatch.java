package io.hookline.engine.internal.chain;

import io.hookline.api.hook.Next;
import io.hookline.engine.contract.ContractMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
final class LoopDispatch implements HookCaller {

    private static final @Nullable Object[] NOTHING = new @Nullable Object[0];

    private final LinkedChain chain;
    private final boolean timed;

    /** Calls the chain's hooks, with a clock or without. */
    LoopDispatch(LinkedChain chain, boolean timed) {
        this.chain = chain;
        this.timed = timed;
    }

    boolean isTimed() {
        return timed;
    }

    /**
     * Runs a contract's method over the chain, composed as the method states.
     *
     * @throws Throwable what the host's caller is to see
     */
    @Nullable
    Object runChain(ContractMethod method, @Nullable Object[] arguments) throws Throwable {
        return timed
                ? chain.timing().observed().callPoint(this, chain.spec().name(), method, arguments)
                : compose(method, arguments);
    }

    /** The same, without an observer. */
    @Nullable
    Object compose(ContractMethod method, @Nullable Object[] arguments) throws Throwable {
        return switch (method.composition()) {
            case AROUND ->
                Around.run(
                        chain,
                        this,
                        method,
                        arguments[0],
                        arguments.length == 2 ? NOTHING : Arrays.copyOfRange(arguments, 1, arguments.length - 1),
                        (Next<?, ?>) arguments[arguments.length - 1],
                        null);
            default -> resume(method, 0, arguments, arguments.length == 0 ? null : arguments[0], null);
        };
    }

    /** Runs a method that does not wrap from a position on: see {@link Dispatch#rest}. */
    @Nullable
    Object resume(
            ContractMethod method,
            int from,
            @Nullable Object[] arguments,
            @Nullable Object original,
            @Nullable List<@Nullable Object> soFar)
            throws Throwable {
        return switch (method.composition()) {
            case NOTIFY -> callAll(method, from, arguments);
            case FIRST_RESULT -> firstResult(method, from, arguments);
            case WATERFALL -> waterfall(method, from, arguments.clone(), original);
            case CONCAT -> concat(method, from, arguments, soFar == null ? new ArrayList<>() : soFar);
            case AROUND -> throw new IllegalArgumentException(method + " wraps");
        };
    }

    private @Nullable Object callAll(ContractMethod method, int from, @Nullable Object[] arguments) throws Throwable {
        ChainEntry[] hooks = chain.hooks(method);
        for (int at = from; at < hooks.length; at++) {
            if (chain.isSkipped(method, at)) {
                continue;
            }
            try {
                invokeHook(hooks[at], method, arguments);
            } catch (Throwable failure) {
                if (chain.failed(method.index(), at, failure)) {
                    return chain.fallback(method, arguments);
                }
            }
        }
        return null;
    }

    private @Nullable Object firstResult(ContractMethod method, int from, @Nullable Object[] arguments)
            throws Throwable {
        ChainEntry[] hooks = chain.hooks(method);
        for (int at = from; at < hooks.length; at++) {
            if (chain.isSkipped(method, at)) {
                continue;
            }
            try {
                Object result = invokeHook(hooks[at], method, arguments);
                if (result != null) {
                    chain.countProceeds(method.index(), at, 0);
                    return result;
                }
            } catch (Throwable failure) {
                if (chain.failed(method.index(), at, failure)) {
                    return chain.fallback(method, arguments);
                }
            }
        }
        return null;
    }

    private @Nullable Object waterfall(
            ContractMethod method, int from, @Nullable Object[] current, @Nullable Object original) throws Throwable {
        ChainEntry[] hooks = chain.hooks(method);
        for (int at = from; at < hooks.length; at++) {
            if (chain.isSkipped(method, at)) {
                continue;
            }
            try {
                Object result = invokeHook(hooks[at], method, current);
                if (result != null) {
                    current[0] = result;
                }
            } catch (Throwable failure) {
                if (chain.failed(method.index(), at, failure)) {
                    current[0] = original;
                    return chain.fallback(method, current);
                }
            }
        }
        return current[0];
    }

    private @Nullable Object concat(
            ContractMethod method, int from, @Nullable Object[] arguments, List<@Nullable Object> all)
            throws Throwable {
        ChainEntry[] hooks = chain.hooks(method);
        for (int at = from; at < hooks.length; at++) {
            if (chain.isSkipped(method, at)) {
                continue;
            }
            try {
                Object result = invokeHook(hooks[at], method, arguments);
                if (result != null) {
                    all.addAll((Collection<?>) result);
                }
            } catch (Throwable failure) {
                if (chain.failed(method.index(), at, failure)) {
                    return chain.fallback(method, arguments);
                }
            }
        }
        return Collections.unmodifiableList(all);
    }

    @Override
    public @Nullable Object callAround(
            int method, int at, @Nullable Object argument, @Nullable Object[] further, Next<?, ?> rest)
            throws Throwable {
        ContractMethod called = chain.contract().method(method);
        return invokeHook(chain.hooks(called)[at], called, LinkedChain.arguments(argument, further, rest));
    }

    private @Nullable Object invokeHook(ChainEntry hook, ContractMethod method, @Nullable Object[] arguments)
            throws Throwable {
        return timed
                ? chain.timing().invokeTimed(chain, hook, method, arguments)
                : method.invoke(hook.target(), arguments);
    }
}
