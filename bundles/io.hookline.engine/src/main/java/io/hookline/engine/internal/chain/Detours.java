package io.hookline.engine.internal.chain;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How often calls of one method did not go on from a hook to the next one exactly once. Counters are made when they are
 * first needed, because most hooks of a long chain need none. Safe for use by many threads.
 */
final class Detours {

    private final int hooks;
    private volatile @Nullable AtomicReferenceArray<@Nullable LongAdder> counters;

    /** For a method that calls so many hooks. */
    Detours(int hooks) {
        this.hooks = hooks;
    }

    /** Adds to the count behind a hook; does nothing behind the last one. */
    void add(int at, long times) {
        if (at + 1 < hooks && times != 0) {
            counter(at).add(times);
        }
    }

    private LongAdder counter(int at) {
        AtomicReferenceArray<@Nullable LongAdder> all = counters;
        if (all == null) {
            all = all();
        }
        LongAdder counter = all.get(at);
        if (counter == null) {
            LongAdder fresh = new LongAdder();
            LongAdder first = all.compareAndExchange(at, null, fresh);
            counter = first == null ? fresh : first;
        }
        return counter;
    }

    private synchronized AtomicReferenceArray<@Nullable LongAdder> all() {
        AtomicReferenceArray<@Nullable LongAdder> all = counters;
        if (all == null) {
            all = new AtomicReferenceArray<>(hooks);
            counters = all;
        }
        return all;
    }

    /** Whether all counts are zero. */
    boolean isEmpty() {
        return counters == null;
    }

    /** The count behind a hook. */
    long at(int at) {
        AtomicReferenceArray<@Nullable LongAdder> all = counters;
        LongAdder counter = all == null ? null : all.get(at);
        return counter == null ? 0 : counter.sum();
    }
}
