package io.hookline.core.internal.generation;

import io.hookline.api.CallScope;
import io.hookline.api.RequiredHookMissingException;
import io.hookline.core.internal.contract.ContractMethod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which generation the calls of each thread see, and the leases that keep it.
 *
 * <p>A call outside any scope holds a lease of its own while it runs. Calls inside a scope use the scope's lease, and
 * calls made from within a hook use that of the call around them: whatever happens within one call sees one generation.
 */
public final class Leases {

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private final Generations generations;
    private final ThreadLocal<ThreadLeases> threads = ThreadLocal.withInitial(ThreadLeases::new);

    /** Leases on these generations. */
    public Leases(Generations generations) {
        this.generations = generations;
    }

    /**
     * Calls a contract's method on the chain of a point.
     *
     * @throws Throwable what the chain's dispatch throws, or {@link RequiredHookMissingException}
     */
    public @Nullable Object call(PointChain point, ContractMethod method, @Nullable Object[] arguments)
            throws Throwable {
        ThreadLeases thread = threads.get();
        Scope around = thread.scope;
        Generation seen = thread.seen();
        if (seen != null) {
            return dispatch(point, seen, method, arguments, thread, around);
        }
        Generation leased = acquireComplete(point);
        if (around != null) {
            pin(around, leased);
            return dispatch(point, leased, method, arguments, thread, around);
        }
        thread.call = leased;
        try {
            return dispatch(point, leased, method, arguments, thread, null);
        } finally {
            thread.call = null;
            generations.release(leased);
        }
    }

    /** Calls the chain; a scope that a hook has left open on the thread does not outlast the call. */
    private static @Nullable Object dispatch(
            PointChain point,
            Generation generation,
            ContractMethod method,
            @Nullable Object[] arguments,
            ThreadLeases thread,
            @Nullable Scope around)
            throws Throwable {
        try {
            return point.complete(generation).dispatch().call(method, arguments);
        } finally {
            if (thread.scope != around) {
                closeLeftOpen(thread, around);
            }
        }
    }

    private static void closeLeftOpen(ThreadLeases thread, @Nullable Scope around) {
        int count = 0;
        for (Scope left = thread.scope; left != null && left != around; left = thread.scope) {
            left.close();
            count++;
        }
        if (count > 0) {
            LOG.warn("a hook left {} call scopes open on {}; they are closed", count, Thread.currentThread());
        }
    }

    /** The generation that a call on this thread would see now. */
    public Generation seen() {
        Generation seen = threads.get().seen();
        return seen != null ? seen : generations.current();
    }

    /** Enters a scope on the calling thread. */
    public CallScope enter() {
        Scope scope = new Scope();
        scope.attach();
        return scope;
    }

    /**
     * Waits until no call older than a generation is running, but for the one that this very call is part of.
     *
     * @return how many calls are left: 0, unless the time ran out
     */
    public long drain(long number, Duration timeout) {
        return generations.awaitDrained(number, threads.get().countBefore(number), timeout);
    }

    /** Hands a lease to a scope that had none yet, and shares it with the scopes around it that had none either. */
    private void pin(Scope innermost, Generation leased) {
        innermost.generation = leased;
        for (Scope at = innermost.outer; at != null && at.generation == null; at = at.outer) {
            generations.share(leased);
            at.generation = leased;
        }
    }

    /** Takes a lease on a generation in which nothing that the point requires is missing; waits for one if need be. */
    private Generation acquireComplete(PointChain point) {
        while (true) {
            Generation generation = generations.acquire();
            boolean complete = false;
            try {
                complete = point.missing(generation).isEmpty();
            } finally {
                // Whoever waits, or fails, holds no lease: it would hold up the very change that it waits for.
                if (!complete) {
                    generations.release(generation);
                }
            }
            if (complete) {
                return generation;
            }
            // Counted from when the hook went missing, not from here: calls that come late must not pile up.
            awaitChange(point, generation, point.waitUntilNanos(generation));
        }
    }

    private void awaitChange(PointChain point, Generation incomplete, long deadlineNanos) {
        try {
            if (!generations.awaitAfter(incomplete, deadlineNanos)) {
                throw point.missingException(
                        incomplete,
                        "which was away for longer than " + point.requiredWait().toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw point.missingException(incomplete, "and the wait for it was interrupted");
        }
    }

    /** What one thread holds: at most one call's own lease, and around or inside of it a stack of scopes. */
    private static final class ThreadLeases {

        private @Nullable Generation call;
        private @Nullable Scope scope;

        @Nullable
        Generation seen() {
            Scope innermost = scope;
            return innermost != null ? innermost.generation : call;
        }

        int countBefore(long number) {
            Generation own = call;
            int count = own != null && own.number() < number ? 1 : 0;
            for (Scope at = scope; at != null; at = at.outer) {
                Generation pinned = at.generation;
                if (pinned != null && pinned.number() < number) {
                    count++;
                }
            }
            return count;
        }
    }

    /** The one implementation of a scope. Its state changes under its own monitor; its thread reads without. */
    private final class Scope implements CallScope {

        private volatile @Nullable Generation generation;
        private volatile @Nullable Scope outer;
        private @Nullable ThreadLeases attachedTo;
        private boolean closed;

        @Override
        public synchronized void attach() {
            if (closed) {
                throw new IllegalStateException("the call scope is closed");
            }
            if (attachedTo != null) {
                throw new IllegalStateException("the call scope is attached to a thread already");
            }
            ThreadLeases thread = threads.get();
            Generation around = thread.seen();
            if (generation == null && around != null) {
                generations.share(around);
                generation = around;
            }
            outer = thread.scope;
            thread.scope = this;
            attachedTo = thread;
        }

        @Override
        public synchronized void detach() {
            ThreadLeases thread = threads.get();
            if (attachedTo != thread || thread.scope != this) {
                throw new IllegalStateException("the call scope is not the innermost one of this thread");
            }
            takeOff(thread);
            if (closed) {
                giveBack();
            }
        }

        @Override
        public long generation() {
            Generation pinned = generation;
            return pinned == null ? 0 : pinned.number();
        }

        @Override
        public synchronized void close() {
            if (closed) {
                return;
            }
            closed = true;
            ThreadLeases thread = threads.get();
            if (attachedTo == thread) {
                takeOff(thread);
            }
            if (attachedTo == null) {
                giveBack();
            }
        }

        /** Takes the scope off its thread, wherever in the thread's stack it stands. */
        private void takeOff(ThreadLeases thread) {
            if (thread.scope == this) {
                thread.scope = outer;
            } else {
                for (Scope at = thread.scope; at != null; at = at.outer) {
                    if (at.outer == this) {
                        at.outer = outer;
                    }
                }
            }
            outer = null;
            attachedTo = null;
        }

        private void giveBack() {
            Generation pinned = generation;
            if (pinned != null) {
                generations.release(pinned);
            }
        }
    }
}
