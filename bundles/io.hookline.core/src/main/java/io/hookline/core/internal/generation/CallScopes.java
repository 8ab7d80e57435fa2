package io.hookline.core.internal.generation;

import io.hookline.api.CallScope;
import io.hookline.core.internal.chain.HeldLease;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes call scopes and keeps the stack of those that are attached to each thread. */
public final class CallScopes {

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private final Generations generations;

    CallScopes(Generations generations) {
        this.generations = generations;
    }

    /** Enters a scope on the calling thread. */
    public Scope enter() {
        Scope scope = new Scope();
        scope.attach();
        return scope;
    }

    /** Holds on to the generation of a scope that has begun. */
    HeldLease hold(Scope begun) {
        Generation generation = begun.generation;
        if (generation == null) {
            throw new IllegalStateException("the scope has made no call yet");
        }
        generations.share(generation);
        begun.leases = 2;
        return new HeldLease() {
            @Override
            public CallScope enter() {
                Scope scope = new Scope();
                generations.share(generation);
                scope.generation = generation;
                scope.leases = 2;
                scope.attach();
                return scope;
            }

            @Override
            public void end() {
                generations.release(generation);
            }
        };
    }

    /** The generation that the calling thread sees for sure, or null if its next call decides. */
    @Nullable
    Generation seen(ThreadSlot slot) {
        Scope innermost = slot.scope;
        if (innermost != null) {
            return innermost.generation;
        }
        long lease = slot.lease;
        return lease > SlotFields.IDLE ? generations.held(lease) : null;
    }

    /** Hands a lease to a scope that had none yet, and shares it with the scopes around it that had none either. */
    void pin(Scope innermost, Generation leased) {
        innermost.generation = leased;
        for (Scope at = innermost.outer; at != null && at.generation == null; at = at.outer) {
            generations.share(leased);
            at.generation = leased;
        }
    }

    /** Closes the scopes that a hook has left open on the thread: none outlasts the call it was entered in. */
    static void closeLeftOpen(ThreadSlot slot, @Nullable Scope around) {
        int count = 0;
        for (Scope left = slot.scope; left != null && left != around; left = slot.scope) {
            left.close();
            count++;
        }
        if (count > 0) {
            LOG.warn("a hook left {} call scopes open on {}; they are closed", count, Thread.currentThread());
        }
    }

    /** The one implementation of a scope. Its state changes under its own monitor; its thread reads without. */
    public final class Scope implements CallScope {

        private volatile @Nullable Generation generation;
        private volatile @Nullable Scope outer;
        private @Nullable ThreadSlot attachedTo;
        private boolean closed;
        /** How many leases whoever is in this scope has taken himself: two if an asynchronous call holds one besides. */
        private int leases = 1;

        @Nullable
        Generation pinned() {
            return generation;
        }

        int leases() {
            return leases;
        }

        @Nullable
        Scope outer() {
            return outer;
        }

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
                generation = around;
            }
            outer = slot.scope;
            slot.scope = this;
            if (slot.lease == SlotFields.IDLE) {
                slot.lease = SlotFields.SCOPED;
            }
            attachedTo = slot;
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
        public long generation() {
            Generation seen = generation;
            return seen == null ? 0 : seen.number();
        }

        @Override
        public synchronized void close() {
            if (closed) {
                return;
            }
            closed = true;
            ThreadSlot slot = generations.slots().current();
            if (attachedTo == slot) {
                takeOff(slot);
            }
            if (attachedTo == null) {
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
            if (seen != null) {
                generations.release(seen);
            }
        }
    }
}
