package io.hookline.engine.internal.generation;

import io.hookline.api.CallAttributes;
import io.hookline.api.CallScope;
import io.hookline.api.RequiredHookMissingException;
import io.hookline.api.trace.CallObserver;
import io.hookline.api.trace.CallTracer;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.internal.chain.AsyncCall;
import io.hookline.engine.internal.chain.Chain;
import io.hookline.engine.internal.chain.Dispatch;
import io.hookline.engine.internal.chain.Shadow;
import io.hookline.engine.runner.HeldLease;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides which generation each thread's calls see, and manages the leases that keep it.
 *
 * <p>A call outside any scope holds a lease of its own while it runs. Calls inside a scope use the scope's lease, and
 * calls made from within a hook use that of the call around them: whatever happens within one call sees one generation.
 */
/*
 * How a lease costs two plain stores.
 *
 *     call, on its thread                        writer
 *     ------------------------------------       ------------------------------------------
 *  1  slot.lease = n                          A  number = n + 1        (publish)
 *  2  number == n ?  else 5, and anew         B  force a safepoint
 *  3  run the hooks of generation n           C  wait until no slot holds a lease <= n
 *  4  …                                       D  force a safepoint
 *  5  slot.lease = 0                          E  stop what generation n + 1 does not have
 *
 * It is Dekker's pattern: the call stores and then loads (1, 2), the writer stores and then loads (A, C); if both
 * stores were still under way when the loads happen, the call would run on n and the writer would not see it. Usually
 * each side puts a full fence between its two steps. Here the writer does it for both: at a safepoint (B) every other
 * thread stands at a poll, with all its earlier stores visible and all its later loads still to come.
 *
 *  - If the thread stood ahead of 1, it reads n + 1 in step 2 and starts anew.
 *  - If it stood between 1 and 2, C sees the lease, until the thread has read n + 1 in step 2 and takes it back.
 *  - If it stood behind 2, C sees the lease and waits.
 *
 * So the order in which the processor or the compiler performs 1 and 2 does not matter as long as no poll comes between
 * them in another order than written, and it does not: interpreted code is not reordered, and compiled code does not
 * move loads and stores over polls. Likewise for the end: the store in 5 may be seen ahead of the last things that the
 * hooks did, but not ahead of a safepoint that comes after them, which is what D is for. And 5, being a plain store
 * that needs no stack, ends a lease even where the stack is full.
 *
 * In the fenced mode the call itself fences between 1 and 2, and ahead of 5; B and D fence the writer alone.
 *
 * Leases that are not bound to one thread's call, those of scopes and of asynchronous calls, are counted on the
 * generation, with a full fence ahead of the validation. A scope that is entered, or an asynchronous call that is made,
 * within a call takes the call's generation over before the call ends its own lease; so the writer looks at the slots
 * first and at the counts afterwards, and again behind D.
 *
 * Sources: D. Dice, H. Huang, M. Yang, "Asymmetric Dekker Synchronization", 2001; M. Desnoyers et al., "User-Level
 * Implementations of Read-Copy Update", IEEE TPDS 23(2), 2012 (section on membarrier); the same idea with hazard
 * pointers is in Facebook's folly as asymmetric_thread_fence.
 */
public final class Leases implements Shadow.CandidateCaller {

    private final Generations generations;
    private final CallScopes scopes;
    /** Whether a call fences its lease itself. Public for generated code. */
    public final boolean fenced;

    /** Leases on these generations. */
    public Leases(Generations generations) {
        this.generations = generations;
        this.scopes = new CallScopes(generations);
        this.fenced = generations.barrier().callsFence();
    }

    /** The generations that leases are taken on. */
    public Generations generations() {
        return generations;
    }

    /** The calling thread's slot. */
    public ThreadSlot slot() {
        return generations.slots().current();
    }

    // ---- calls -----------------------------------------------------------------------------------------------------

    /**
     * Begins a call that is not the plain case: inside a scope or another call, at the first call since a change, or
     * while a required hook is missing. To be ended by {@link #exit}, unless it throws.
     *
     * @param atHand the body that the facade has at hand
     * @param method index of the contract's method
     * @return what to call
     * @throws RequiredHookMissingException if a required hook stays away
     * @throws IllegalStateException if the point is closed
     */
    public Dispatch enter(PointFacade facade, Dispatch atHand, ThreadSlot slot, int method) {
        ChainLookup point = facade.point();
        Generation seen = scopes.seen(slot);
        if (seen == null) {
            CallScopes.Scope around = slot.scope;
            if (around == null) {
                return enterAlone(facade, slot, method);
            }
            seen = acquireComplete(point, around);
        }
        Chain chain = point.complete(seen, CallScopes.route(slot, seen));
        Dispatch body = atHand;
        if (seen.isRouted()) {
            body = chain.linked().routedBody();
        } else if (body.chain != chain.linked() || body.number == Dispatch.ARMED) {
            // Under another lease the number does not matter: the body at hand serves if it is of the same chain.
            body = generations.isCurrent(seen)
                    ? facade.bind(chain, seen.number())
                    : chain.linked().body();
        }
        CallScopes.Scope scope = slot.scope;
        if (scope != null && scope.observer != null) {
            body = chain.linked().timedBody();
        }
        slot.begin(body, method);
        return body;
    }

    /** Ends a call that {@link #enter} has begun. */
    public void exit(ThreadSlot slot, Dispatch body, boolean alone, @Nullable Object around) {
        if (alone) {
            if (fenced) {
                VarHandle.releaseFence();
            }
            slot.lease = SlotFields.IDLE;
        }
        slot.end(body);
        if (slot.scope != around) {
            CallScopes.closeLeftOpen(slot, (CallScopes.Scope) around);
        }
    }

    /** Closes the scopes that a hook has left open in a call outside any scope. */
    public static void closeLeftOpen(ThreadSlot slot) {
        CallScopes.closeLeftOpen(slot, null);
    }

    private Dispatch enterAlone(PointFacade facade, ThreadSlot slot, int method) {
        while (true) {
            Generation generation = generations.current();
            Chain incomplete;
            boolean entered = false;
            slot.calling = 0;
            slot.lease = generation.number();
            try {
                if (fenced) {
                    VarHandle.fullFence();
                }
                if (!generations.isCurrent(generation)) {
                    continue;
                }
                slot.route = generation.routes().choose(CallAttributes.NONE);
                Chain chain = facade.point().in(generation, (int) slot.route);
                if (chain.missing().isEmpty()) {
                    // While calls are split between routes, no body is bound: each call comes here to learn its route.
                    Dispatch body = generation.isRouted()
                            ? chain.linked().routedBody()
                            : facade.bind(chain, generation.number());
                    slot.begin(body, method);
                    entered = true;
                    return body;
                }
                incomplete = chain;
            } finally {
                // A call that waits or fails holds no lease: the lease would delay the change that the call waits for.
                if (!entered) {
                    slot.lease = SlotFields.IDLE;
                }
            }
            awaitChange(facade.point(), generation, incomplete);
        }
    }

    /**
     * Makes an asynchronous call: its lease ends when all its hooks' stages have.
     *
     * @param method index of the contract's method
     * @return the stage that the method returns
     * @throws RequiredHookMissingException if a required hook stays away
     * @throws IllegalStateException if the point is closed
     */
    public Object callAsync(PointFacade facade, int method, @Nullable Object[] arguments) {
        try (CallScopes.Scope here = scopes.enter(CallAttributes.NONE)) {
            ThreadSlot slot = slot();
            Dispatch body = enter(facade, facade.bound(), slot, method);
            // In this order: the call is under way from here to its end.
            body.chain.asyncBegan();
            slot.end(body);
            HeldLease lease = scopes.handOver(here);
            ContractMethod called = body.chain.contract().method(method);
            return AsyncCall.start(body.chain, called, arguments, body.isTimed(), lease, here);
        }
    }

    @Override
    public HeldLease hold() {
        try (CallScopes.Scope here = scopes.enter(CallAttributes.NONE)) {
            return scopes.hold(here);
        }
    }

    @Override
    public @Nullable Object callCandidate(Dispatch body, int method, @Nullable Object[] arguments) throws Throwable {
        ThreadSlot slot = slot();
        slot.begin(body, method);
        try {
            return body.runLoop(method, arguments);
        } finally {
            slot.end(body);
            CallScopes.closeLeftOpen(slot, null);
        }
    }

    // ---- scopes, drains ------------------------------------------------------------------------------------------

    /** Enters a scope on the calling thread. */
    public CallScope enter() {
        return scopes.enter(CallAttributes.NONE);
    }

    /** Enters a scope on the calling thread for a call with known attributes. */
    public CallScope enter(CallAttributes attributes) {
        return scopes.enter(attributes);
    }

    /** Has scopes that are entered from now on observed; null to end that. */
    public void traceBy(@Nullable CallTracer tracer) {
        scopes.traceBy(tracer);
    }

    /** What is told of the calls of the calling thread's scope; null if nothing is. */
    public @Nullable CallObserver observer() {
        CallScopes.Scope scope = slot().scope;
        return scope == null ? null : scope.observer;
    }

    /** The scopes. */
    public CallScopes scopes() {
        return scopes;
    }

    /** The generation that this thread holds a lease on, in a scope or a call; null if it holds none. */
    public @Nullable Generation held() {
        return scopes.seen(slot());
    }

    /** The route that this thread's call takes in the generation that it holds a lease on. */
    public int route(Generation held) {
        return CallScopes.route(slot(), held);
    }

    /**
     * Waits until no call older than a generation is running, except the call that this call is in.
     *
     * @return how many calls are left: 0, unless the time ran out
     */
    public long drain(long first, Duration timeout) {
        return generations.awaitDrained(first, timeout);
    }

    /** Gives a scope its lease, on a generation that has all hooks that the point requires; waits if necessary. */
    private Generation acquireComplete(ChainLookup point, CallScopes.Scope scope) {
        while (true) {
            Generation generation = generations.acquire();
            Chain incomplete;
            boolean complete = false;
            try {
                int route = CallScopes.choose(scope, generation);
                incomplete = point.in(generation, route);
                complete = incomplete.missing().isEmpty();
                if (complete) {
                    scopes.pin(scope, generation, route);
                }
            } finally {
                // As above: a call that waits holds no lease.
                if (!complete) {
                    generations.release(generation);
                }
            }
            if (complete) {
                return generation;
            }
            awaitChange(point, generation, incomplete);
        }
    }

    /** Waits for another generation; counted from when the hook went missing: calls that come late must not pile up. */
    private void awaitChange(ChainLookup point, Generation incomplete, Chain chain) {
        long deadlineNanos = chain.missingSinceNanos() + point.requiredWait().toNanos();
        try {
            if (!generations.awaitAfter(incomplete, deadlineNanos)) {
                throw point.missingException(
                        chain,
                        "which was away for longer than " + point.requiredWait().toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw point.missingException(chain, "and the wait for it was interrupted");
        }
    }
}
