package io.hookline.engine.internal.generation;

import io.hookline.api.CallAttributes;
import io.hookline.api.CallScope;
import io.hookline.api.HookPoint;
import io.hookline.api.trace.CallObserver;
import io.hookline.api.trace.CallTracer;
import io.hookline.engine.internal.chain.Chain;
import io.hookline.engine.runner.HeldLease;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes call scopes and keeps the stack of those that are attached to each thread. */
public final class CallScopes {

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private final Generations generations;
    private volatile @Nullable CallTracer tracer;
    /** Whether a host was told that a call would not block, since the watchdog last asked. */
    private volatile boolean trusted;

    CallScopes(Generations generations) {
        this.generations = generations;
    }

    /** Enters a scope on the calling thread. */
    public Scope enter(CallAttributes attributes) {
        Scope scope = new Scope();
        scope.attributes = attributes;
        scope.attach();
        CallTracer asked = tracer;
        if (asked != null && scope.observer == null) {
            scope.observer = observerBy(asked, attributes);
        }
        return scope;
    }

    /** Has scopes that are entered from now on observed; null to end that. */
    void traceBy(@Nullable CallTracer next) {
        tracer = next;
    }

    private static @Nullable CallObserver observerBy(CallTracer asked, CallAttributes attributes) {
        try {
            return asked.observe(attributes);
        } catch (Exception | LinkageError | StackOverflowError e) {
            LOG.warn("the tracer {} has failed; the call goes on without", asked, e);
            return null;
        }
    }

    /** Holds the generation that a scope has a lease on. */
    HeldLease hold(Scope scope) {
        Generation leased = Objects.requireNonNull(scope.generation);
        generations.share(leased);
        return new Held(leased, scope.route);
    }

    /**
     * Makes the lease of the calling thread's innermost scope one that an asynchronous call holds: the call holds it
     * once, and the scope once more until it is closed.
     */
    HeldLease handOver(Scope scope) {
        Held held = new Held(Objects.requireNonNull(scope.generation), scope.route);
        held.hold();
        scope.held = held;
        // As in every other scope of the call: hooks are observed only if the caller is.
        Scope around = scope.outer;
        scope.observer = around == null ? null : around.observer;
        return held;
    }

    /** The generation that the calling thread sees, or null if its next call decides. */
    @Nullable
    Generation seen(ThreadSlot slot) {
        Scope innermost = slot.scope;
        if (innermost != null) {
            return innermost.generation;
        }
        long lease = slot.lease;
        return lease > SlotFields.IDLE ? generations.held(lease) : null;
    }

    /** The route that the calling thread's call takes in the generation that it sees. */
    static int route(ThreadSlot slot, Generation seen) {
        if (!seen.isRouted()) {
            return Routes.STABLE;
        }
        Scope innermost = slot.scope;
        return innermost != null ? innermost.route : (int) slot.route;
    }

    /** The route that a scope, which has no lease yet, would take in a generation. */
    static int choose(Scope scope, Generation generation) {
        if (!generation.isRouted()) {
            return Routes.STABLE;
        }
        CallAttributes told = CallAttributes.NONE;
        for (Scope at = scope; at != null && told == CallAttributes.NONE; at = at.outer) {
            told = at.attributes;
        }
        return generation.routes().choose(told);
    }

    /** Whether a host was told that a call would not block, since this was last asked. */
    public boolean takeTrusted() {
        boolean was = trusted;
        trusted = false;
        return was;
    }

    /**
     * Whether a call on a point would not block. A scope without a lease takes one on the current generation, unless
     * the call would wait there for what is missing: then the call has to decide later.
     */
    private boolean decide(Scope scope, ChainLookup point) {
        Scope first = unpinned(generations.slots().current(), scope);
        Generation generation = generations.acquire();
        boolean pinned = false;
        try {
            int route = choose(first, generation);
            Chain chain = point.in(generation, route);
            if (chain.missing().isEmpty()) {
                pin(first, generation, route);
                pinned = true;
            }
            return chain.nonBlocking();
        } finally {
            if (!pinned) {
                generations.release(generation);
            }
        }
    }

    /** The innermost scope of those around which, up to the given one, none has a lease: they see what it sees. */
    private static Scope unpinned(ThreadSlot slot, Scope scope) {
        Scope first = scope;
        if (isAttached(slot, scope)) {
            boolean isNext = true;
            for (Scope at = slot.scope; at != null && at != scope; at = at.outer) {
                if (at.generation != null) {
                    isNext = true;
                    first = scope;
                } else if (isNext) {
                    isNext = false;
                    first = at;
                }
            }
        }
        return first;
    }

    /** Hands a lease to a scope that had none yet, and shares it with the scopes around it that had none either. */
    void pin(Scope innermost, Generation leased, int route) {
        innermost.see(leased, route);
        for (Scope at = innermost.outer; at != null && at.generation == null; at = at.outer) {
            generations.share(leased);
            at.see(leased, route);
        }
    }

    /**
     * Closes the scopes that a hook has left open on the thread: no scope outlasts the call in which it was entered.
     */
    static void closeLeftOpen(ThreadSlot slot, @Nullable Scope around) {
        if (around != null && !isAttached(slot, around)) {
            // The hook took its caller's scope along; the remaining scopes are not its own.
            return;
        }
        int count = 0;
        for (Scope left = slot.scope; left != null && left != around; left = slot.scope) {
            left.close();
            count++;
        }
        if (count > 0) {
            LOG.warn("a hook left {} call scopes open on {}; they are closed", count, Thread.currentThread());
        }
    }

    private static boolean isAttached(ThreadSlot slot, Scope wanted) {
        for (Scope at = slot.scope; at != null; at = at.outer) {
            if (at == wanted) {
                return true;
            }
        }
        return false;
    }

    /**
     * How many leases on generations older than this one the thread of a slot holds itself; a guess unless the thread
     * calls this, or stands still.
     */
    static int ownBefore(ThreadSlot slot, long number) {
        int count = slot.lease > SlotFields.IDLE && slot.lease < number ? 1 : 0;
        for (Scope at = slot.scope; at != null; at = at.outer) {
            Generation pinned = at.generation;
            if (pinned != null && pinned.number() < number && !isHeldFurtherOut(at)) {
                count++;
            }
        }
        return count;
    }

    /** Whether a scope has its lease from an asynchronous call that another scope around it has its lease from, too. */
    private static boolean isHeldFurtherOut(Scope scope) {
        if (scope.held != null) {
            for (Scope at = scope.outer; at != null; at = at.outer) {
                if (at.held == scope.held) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The one implementation of a held lease: one lease on the generation, and a count of its holders. */
    private final class Held implements HeldLease {

        // Each asynchronous call would pay for a counter's object.
        private static final AtomicIntegerFieldUpdater<Held> HOLDERS =
                AtomicIntegerFieldUpdater.newUpdater(Held.class, "holders");

        private final Generation generation;
        private final int route;

        @SuppressWarnings("UnusedVariable") // Read and written through HOLDERS.
        private volatile int holders = 1;

        Held(Generation generation, int route) {
            this.generation = generation;
            this.route = route;
        }

        @Override
        public CallScope enter() {
            hold();
            Scope scope = new Scope();
            scope.held = this;
            scope.see(generation, route);
            scope.attach();
            return scope;
        }

        @Override
        public void hold() {
            if (HOLDERS.getAndUpdate(this, count -> count == 0 ? 0 : count + 1) == 0) {
                throw new IllegalStateException("the asynchronous call has ended");
            }
        }

        @Override
        public void letGo() {
            if (HOLDERS.decrementAndGet(this) == 0) {
                generations.release(generation);
            }
        }
    }

    /** The one implementation of a scope. Its state changes under its own monitor; its thread reads without. */
    public final class Scope implements CallScope {

        private volatile @Nullable Generation generation;
        private volatile @Nullable Scope outer;
        private CallAttributes attributes = CallAttributes.NONE;
        /** What is told of the calls in it, also in the scopes that are entered within; null if nothing is. */
        @Nullable
        CallObserver observer;

        /** The route that its calls take; set before the generation. */
        private int route;

        private @Nullable ThreadSlot attachedTo;
        private volatile boolean closed;
        /** The asynchronous call that the lease is from, or null if it is the scope's own. */
        private @Nullable Held held;

        @Override
        public synchronized void attach() {
            if (closed) {
                throw new IllegalStateException("the call scope is closed");
            }
            if (attachedTo != null) {
                throw new IllegalStateException("the call scope is attached to a thread already");
            }
            ThreadSlot slot = generations.slots().current();
            Generation around = seen(slot);
            if (generation == null && around != null) {
                generations.share(around);
                see(around, CallScopes.route(slot, around));
            }
            Scope enclosing = slot.scope;
            if (enclosing != null && observer == null) {
                observer = enclosing.observer;
            }
            outer = enclosing;
            slot.scope = this;
            if (slot.lease == SlotFields.IDLE) {
                slot.lease = SlotFields.SCOPED;
            }
            attachedTo = slot;
        }

        private void see(Generation leased, int chosen) {
            route = chosen;
            generation = leased;
        }

        @Override
        public synchronized void detach() {
            ThreadSlot slot = generations.slots().current();
            if (attachedTo != slot || slot.scope != this) {
                throw new IllegalStateException("the call scope is not the innermost one of this thread");
            }
            takeOff(slot);
            if (closed) {
                giveBack();
            }
        }

        @Override
        public boolean isNonBlocking(HookPoint<?> point) {
            if (!(point instanceof AskedPoint asked) || asked.generations() != generations) {
                throw new IllegalArgumentException(
                        "hook point " + point.name() + " was not opened by the runtime that the call scope is of");
            }
            if (closed) {
                throw new IllegalStateException("the call scope is closed");
            }
            Generation seen = generation;
            boolean answer = seen == null
                    ? decide(asked.lookup())
                    : asked.lookup().in(seen, route).nonBlocking();
            if (answer && !trusted) {
                trusted = true;
            }
            return answer;
        }

        private synchronized boolean decide(ChainLookup point) {
            if (closed) {
                throw new IllegalStateException("the call scope is closed");
            }
            if (attachedTo != null && attachedTo != generations.slots().current()) {
                throw new IllegalStateException("the call scope is attached to another thread: ask there");
            }
            return CallScopes.this.decide(this, point);
        }

        @Override
        public long generation() {
            Generation seen = generation;
            return seen == null ? 0 : seen.number();
        }

        @Override
        public synchronized void close() {
            boolean first = !closed;
            closed = true;
            ThreadSlot slot = generations.slots().current();
            if (attachedTo == slot) {
                if (held != null && isAttached(slot, this)) {
                    // An asynchronous call has no facade that would look after the scopes its hooks leave open.
                    closeLeftOpen(slot, this);
                }
                takeOff(slot);
                giveBack();
            } else if (first && attachedTo == null) {
                giveBack();
            }
        }

        /** Takes the scope off its thread, wherever in the thread's stack it stands. */
        private void takeOff(ThreadSlot slot) {
            if (slot.scope == this) {
                slot.scope = outer;
            } else {
                for (Scope at = slot.scope; at != null; at = at.outer) {
                    if (at.outer == this) {
                        at.outer = outer;
                    }
                }
            }
            if (slot.scope == null && slot.lease == SlotFields.SCOPED) {
                slot.lease = SlotFields.IDLE;
            }
            outer = null;
            attachedTo = null;
        }

        private void giveBack() {
            Generation seen = generation;
            if (held != null) {
                held.letGo();
            } else if (seen != null) {
                generations.release(seen);
            }
        }
    }
}
