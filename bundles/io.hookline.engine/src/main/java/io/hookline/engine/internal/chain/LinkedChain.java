package io.hookline.engine.internal.chain;

import io.hookline.api.PointSpec;
import io.hookline.api.RequiredHookMissingException;
import io.hookline.api.hook.Composition;
import io.hookline.api.hook.Next;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.contract.ContractMethod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of a chain, linked for calls: which hooks each method calls, the body that calls them, what a failure does,
 * and the counts of calls.
 *
 * <p>Calls of a hook are not counted one by one: its callers count the calls of the chain's methods, and the chain
 * counts where a call did not simply go on to the next hook. Safe for use by many threads.
 */
public final class LinkedChain {

    private static final int ROUTED_CALLS_FOR_ONE_TIMED = 16;

    private final FailurePolicy policy;
    private final Contract<?> contract;
    private final List<ChainEntry> all;
    private final ChainEntry[][] hooks;
    private final Detours[] detours;
    private final LongAdder asyncCalls = new LongAdder();
    private final CallCounts counts;
    private final Timing timing;
    private final @Nullable Runnable compileRequest;
    private final @Nullable Shadow shadow;
    private final Dispatch timedBody;
    private final AtomicBoolean compileAsked = new AtomicBoolean();
    private final OpenChains open;
    private volatile Dispatch body;

    /**
     * A linked chain that starts with a loop body.
     *
     * @param all the hooks in order
     * @param open the open chains of its point
     * @param compileRequest run once when the chain turns out to be called often; null if it is to stay a loop
     * @param shadow compares with another chain; null for none. Only a loop does that
     */
    public LinkedChain(
            PointSpec<?> spec,
            Contract<?> contract,
            List<ChainEntry> all,
            OpenChains open,
            CallCounts counts,
            Timing timing,
            Dispatch.LoopMaker loops,
            @Nullable Runnable compileRequest,
            @Nullable Shadow shadow) {
        this.policy = new FailurePolicy(spec);
        this.contract = contract;
        this.all = List.copyOf(all);
        this.open = open;
        this.counts = counts;
        this.timing = timing;
        this.compileRequest = compileRequest;
        this.shadow = shadow;
        this.hooks = new ChainEntry[contract.methods().size()][];
        this.detours = new Detours[hooks.length];
        ChainEntry[] forward = this.all.toArray(ChainEntry[]::new);
        for (ContractMethod method : contract.methods()) {
            ChainEntry[] called = called(method, forward);
            hooks[method.index()] = called;
            detours[method.index()] = new Detours(called.length);
        }
        this.timedBody = loops.make(this, Dispatch.UNBOUND, true);
        this.body = loops.make(this, Dispatch.UNBOUND, false);
    }

    /** The hooks that have something to do for a method, in the order in which it calls them. */
    private static ChainEntry[] called(ContractMethod method, ChainEntry[] forward) {
        if (!method.isReverse() && !method.mayBeIdle()) {
            return forward;
        }
        List<ChainEntry> called = new ArrayList<>(forward.length);
        for (ChainEntry hook : forward) {
            if (!method.isIdleIn(hook.service())) {
                called.add(hook);
            }
        }
        if (method.isReverse()) {
            Collections.reverse(called);
        } else if (called.size() == forward.length) {
            return forward;
        }
        return called.toArray(ChainEntry[]::new);
    }

    /** The point's policy. */
    public PointSpec<?> spec() {
        return policy.spec();
    }

    /** The point's contract. */
    public Contract<?> contract() {
        return contract;
    }

    /** The chain's hooks, in order; unmodifiable. */
    public List<ChainEntry> all() {
        return all;
    }

    /** The body that calls should take, bound to no generation. */
    public Dispatch body() {
        return body;
    }

    /**
     * The body for a call while calls are split between routes and no facade has a body at hand. Some of these calls
     * are timed.
     */
    public Dispatch routedBody() {
        boolean timed = timing.isAll() || ThreadLocalRandom.current().nextInt(ROUTED_CALLS_FOR_ONE_TIMED) == 0;
        return timed ? timedBody : body;
    }

    /** Whether the body was compiled for this chain. */
    public boolean isCompiled() {
        return body.isCompiled();
    }

    /** What compares its answers with those of another chain; null if nothing does. */
    public @Nullable Shadow shadow() {
        return shadow;
    }

    /** The hooks that a method calls, in the order in which it does. Not to be changed. */
    public ChainEntry[] hooks(ContractMethod method) {
        return hooks[method.index()];
    }

    /** Where in a caller's counts those of this chain begin. */
    public int firstCount() {
        return counts.first();
    }

    CallCounts counts() {
        return counts;
    }

    Timing timing() {
        return timing;
    }

    // ---- compiling -----------------------------------------------------------------------------------------------

    /** Replaces the loop. Hooks that were withdrawn meanwhile are seen by the new body. */
    public void compiled(Dispatch compiled) {
        for (ChainEntry hook : all) {
            hook.record().watch(compiled);
        }
        body = compiled;
    }

    /** Whether every call is to be timed. */
    public boolean isEveryCallTimed() {
        return timing.isAll();
    }

    /** The body with a clock. */
    public Dispatch timedBody() {
        return timedBody;
    }

    /** Asks for a compiled body, once. */
    void askToCompile() {
        Runnable request = compileRequest;
        if (request != null && !isCompiled() && compileAsked.compareAndSet(false, true)) {
            request.run();
        }
    }

    // ---- failures, skipped hooks -----------------------------------------------------------------------------------

    /**
     * Counts a failure and applies the policy. Public for compiled bodies.
     *
     * @param method index of the method
     * @param at position of the hook
     * @return whether the fallback has to answer; false to go on
     * @throws Throwable the failure as the caller is to see it
     */
    public boolean failed(int method, int at, Throwable failure) throws Throwable {
        ContractMethod called = contract.method(method);
        boolean ends = true;
        try {
            ends = policy.endsChain(hooks[method][at], called, failure);
        } finally {
            if (ends && called.composition() != Composition.AROUND && !called.isAsync()) {
                countProceeds(method, at, 0);
            }
        }
        return ends;
    }

    /** Takes note of how often a call went on from a hook to the next one, if not once. Public for compiled bodies. */
    public void countProceeds(int method, int at, int times) {
        detours[method].add(at, times - 1L);
    }

    /** The answer of the point's fallback. */
    @Nullable
    Object fallback(ContractMethod method, @Nullable Object[] arguments) throws Throwable {
        return method.invoke(policy.fallback(), arguments);
    }

    @Nullable
    Object fallback(
            ContractMethod method, @Nullable Object argument, @Nullable Object[] further, @Nullable Next<?, ?> action)
            throws Throwable {
        return fallback(method, arguments(argument, further, action));
    }

    /** Joins the arguments of a method that wraps. */
    static @Nullable Object[] arguments(
            @Nullable Object argument, @Nullable Object[] further, @Nullable Next<?, ?> last) {
        @Nullable Object[] arguments = new @Nullable Object[further.length + 2];
        arguments[0] = argument;
        System.arraycopy(further, 0, arguments, 1, further.length);
        arguments[further.length + 1] = last;
        return arguments;
    }

    /**
     * Whether a hook's service went away under this call, which can happen after a drain ran out of time.
     *
     * @throws RequiredHookMissingException if the point requires the hook
     */
    boolean isSkipped(ContractMethod method, int at) {
        ChainEntry hook = hooks(method)[at];
        if (!hook.record().isWithdrawn()) {
            return false;
        }
        hook.record().countSkipped();
        List<String> required = policy.requiredNames(hook);
        if (!required.isEmpty()) {
            if (!method.isParallel()) {
                countProceeds(method.index(), at, 0);
            }
            throw new RequiredHookMissingException(
                    spec().name(), required, "and " + hook.info().label() + " went away during the call");
        }
        return true;
    }

    // ---- asynchronous calls ----------------------------------------------------------------------------------------

    /** An asynchronous call begins. To be stated before its thread leaves the chain. */
    public void asyncBegan() {
        asyncCalls.increment();
    }

    /** It has ended, or has not come about. */
    public void asyncEnded() {
        asyncCalls.decrement();
    }

    // ---- counts ----------------------------------------------------------------------------------------------------

    /** The chain will be called: its counts are part of those of its hooks from now on. */
    public void open() {
        open.add(this);
    }

    /** Whether calls may reach it. */
    public boolean isOpen() {
        return open.has(this);
    }

    /** Adds up the calls for the last time, once no call reaches this chain. */
    public void close() {
        open.close(this);
        counts.release();
        if (shadow != null) {
            shadow.candidate().close();
        }
    }

    /** Adds the calls of the chain to the records of its hooks. */
    void addUpCalls() {
        for (int method = 0; method < hooks.length; method++) {
            long calls = counts.calls(method);
            Detours past = detours[method];
            if (calls == 0 && past.isEmpty()) {
                continue;
            }
            ChainEntry[] called = hooks[method];
            for (int at = 0; at < called.length; at++) {
                called[at].record().addCalls(calls);
                calls += past.at(at);
            }
        }
    }

    /**
     * How often a hook was called by this chain, at least: calls under way do not count yet, because they may end ahead
     * of the hook. Exact while no call is under way.
     */
    long calls(HookRecord record) {
        // In this order: what has been counted is then either under way, or has ended and made its detours.
        long[] begun = new long[hooks.length];
        boolean isUncalled = true;
        for (int method = 0; method < hooks.length; method++) {
            begun[method] = counts.calls(method);
            isUncalled &= begun[method] == 0;
        }
        if (isUncalled) {
            return 0;
        }
        long underway = inFlight();
        long sum = underway != 0 && holds(record) ? -underway : 0;
        for (int method = 0; method < hooks.length; method++) {
            long calls = begun[method];
            Detours past = detours[method];
            if (calls == 0 && past.isEmpty()) {
                continue;
            }
            ChainEntry[] called = hooks[method];
            for (int at = 0; at < called.length; at++) {
                if (called[at].record() == record) {
                    sum += calls;
                    break;
                }
                calls += past.at(at);
            }
        }
        return sum;
    }

    /** Whether a hook is in this chain. */
    boolean holds(HookRecord record) {
        for (ChainEntry hook : all) {
            if (hook.record() == record) {
                return true;
            }
        }
        return false;
    }

    /** How many calls are in the chain now. */
    public long inFlight() {
        return counts.inFlight() + asyncCalls.sum();
    }
}
