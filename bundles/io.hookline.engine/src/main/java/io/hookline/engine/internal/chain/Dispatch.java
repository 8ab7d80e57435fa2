package io.hookline.engine.internal.chain;

import io.hookline.api.hook.Next;
import io.hookline.engine.contract.ContractMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The target of a facade: a chain's hooks as one object with the contract's methods, under the number of the generation
 * in which it may be called without further checks.
 *
 * <pre>
 *  Dispatch ◀── contract's Body (abstract, has the contract's methods)
 *                  ◀── contract's Loop     serves every chain: the readable loop
 *                  ◀── contract's Chain    serves one chain, with the hooks as its constants: compiled
 * </pre>
 *
 * All but this class is generated. Loop and compiled body pass the same tests.
 */
public abstract class Dispatch implements HookCaller {

    /** The number of a body that is not bound to a generation. */
    public static final long UNBOUND = -1;

    /** The number of a body whose next call is to be timed: as for any that is not bound, it takes the slow path. */
    public static final long ARMED = -2;

    private static final int CALLS_PER_ASK = 128;

    /** The generation that the body is bound to, or {@link #UNBOUND}. */
    public final long number;

    /** Where in a caller's counts those of the chain begin. */
    public final int counts;

    /** What it calls. */
    public final LinkedChain chain;

    private final @Nullable LoopDispatch loop;
    /** Counts calls of a loop, roughly. */
    private int calls;

    /** A compiled body of the chain. */
    protected Dispatch(LinkedChain chain, long number) {
        this(chain, number, null);
    }

    /** A loop body of the chain, with a clock or without. */
    protected Dispatch(LinkedChain chain, long number, boolean timed) {
        this(chain, number, new LoopDispatch(chain, timed));
    }

    private Dispatch(LinkedChain chain, long number, @Nullable LoopDispatch loop) {
        this.chain = chain;
        this.number = number;
        this.counts = chain.counts().first();
        this.loop = loop;
    }

    /** The same body under another number. */
    public abstract Dispatch at(long generation);

    /** Whether it was compiled for its chain. */
    public final boolean isCompiled() {
        return loop == null;
    }

    /** Whether it takes the time of each hook. */
    public final boolean isTimed() {
        return loop != null && loop.isTimed();
    }

    // ---- loop bodies -----------------------------------------------------------------------------------------------

    /**
     * Calls a method of the contract by the loop.
     *
     * @param method its index
     * @throws Throwable what the host's caller is to see
     */
    public final @Nullable Object runLoop(int method, @Nullable Object[] arguments) throws Throwable {
        LoopDispatch dispatch = loop != null ? loop : new LoopDispatch(chain, false);
        if (++calls % CALLS_PER_ASK == 0) {
            chain.askToCompile();
        }
        ContractMethod called = chain.contract().method(method);
        Shadow shadow = chain.shadow();
        return shadow == null || !shadow.compares(called)
                ? dispatch.runChain(called, arguments)
                : shadowed(shadow, dispatch, called, arguments);
    }

    private static @Nullable Object shadowed(
            Shadow shadow, LoopDispatch dispatch, ContractMethod called, @Nullable Object[] arguments)
            throws Throwable {
        Object result;
        try {
            result = dispatch.runChain(called, arguments);
        } catch (Exception | LinkageError | StackOverflowError e) {
            shadow.compare(called, arguments, new Shadow.Answer(null, e));
            throw e;
        }
        shadow.compare(called, arguments, new Shadow.Answer(result, null));
        return result;
    }

    // ---- compiled bodies -------------------------------------------------------------------------------------------

    /** Checks each hook before calling it from now on, because one has been withdrawn. Permanent for the class. */
    protected void startChecking() {
        // The loop always checks.
    }

    @Override
    public @Nullable Object callAround(
            int method, int at, @Nullable Object argument, @Nullable Object[] further, Next<?, ?> rest)
            throws Throwable {
        throw new IllegalStateException("a loop calls its hooks itself");
    }

    /**
     * Runs a method whose hooks wrap.
     *
     * @throws Throwable what the host's caller is to see
     */
    protected final @Nullable Object around(
            int method, @Nullable Object argument, @Nullable Object[] further, @Nullable Next<?, ?> action)
            throws Throwable {
        return Around.run(chain, this, chain.contract().method(method), argument, further, action, null);
    }

    /**
     * Continues with the loop, in a chain that has lost a hook.
     *
     * @param method index of the contract's method
     * @param from position of the first hook still to be called
     * @param arguments the caller's, with the value so far as the first one in a waterfall
     * @param original the caller's first argument
     * @param soFar what a concat has collected, or null
     * @throws Throwable what the host's caller is to see
     */
    protected final @Nullable Object rest(
            int method,
            int from,
            @Nullable Object[] arguments,
            @Nullable Object original,
            @Nullable List<@Nullable Object> soFar)
            throws Throwable {
        ContractMethod called = chain.contract().method(method);
        return new LoopDispatch(chain, false).resume(called, from, arguments, original, soFar);
    }

    /** Makes the loop bodies of chains of one contract. */
    @FunctionalInterface
    public interface LoopMaker {

        /** A body of the chain. */
        Dispatch make(LinkedChain chain, long number, boolean timed);
    }
}
