package io.hookline.engine.internal.generation;

import io.hookline.engine.internal.chain.Dispatch;
import java.util.Arrays;

/**
 * The state that one thread writes while it calls hooks: the lease of its outermost call, its scopes and its counts.
 * Written by its thread alone, with plain stores; read by others: see {@link Leases} for why that is enough. Holds the
 * thread weakly and nothing of any plugin, so it keeps no class loader alive.
 */
public final class ThreadSlot extends SlotFields {

    /** The first index that is used; those before it are padding. */
    static final int FIRST_COUNT = 16;

    long q00, q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15;

    ThreadSlot(Thread owner) {
        super(owner);
    }

    /** Begins a call that is not the plain case. */
    void begin(Dispatch body, int method) {
        int index = body.counts + method;
        if (index >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(index + FIRST_COUNT, counts.length * 2));
        }
        if (body.counts >= inside.length) {
            inside = Arrays.copyOf(inside, Math.max(body.counts + FIRST_COUNT, inside.length * 2));
        }
        inside[body.counts]++;
        counts[index]++;
    }

    /** Ends a call that {@link #begin} began. */
    void end(Dispatch body) {
        inside[body.counts]--;
    }

    /** How many calls of a chain the thread is in; a guess unless the thread stands still. */
    int inFlight(int chain) {
        int[] more = inside;
        int plain = lease > IDLE && calling == chain ? 1 : 0;
        return plain + (chain < more.length ? more[chain] : 0);
    }

    /** Whether the thread is in a call, in a scope or not; a guess unless the thread stands still. */
    boolean isInCall() {
        if (lease > IDLE) {
            return true;
        }
        for (int more : inside) {
            if (more > 0) {
                return true;
            }
        }
        return false;
    }

    /** How many calls the thread has begun; likewise. */
    long begun() {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    /** Whether its thread has ended. */
    boolean isAbandoned() {
        Thread owner = get();
        return owner == null || !owner.isAlive();
    }
}
