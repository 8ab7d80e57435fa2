package io.hookline.plugin.readguard.internal;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether what was read of a key may have changed since. Keys share a limited number of versions. A version rises
 * when a transaction that wrote has ended; while it is open, nothing may be kept or answered from what was kept. Safe
 * for use by many threads.
 */
final class Versions {

    private static final int KEYS = 1 << 10;
    /** The place of writes that may change any row. */
    private static final int ALL = KEYS;

    private final AtomicLongArray versions = new AtomicLongArray(KEYS + 1);
    private final AtomicIntegerArray writers = new AtomicIntegerArray(KEYS + 1);

    /** The state of a key, to be compared later; null while a transaction is open that has written it. */
    @Nullable
    Stamp stamp(long key) {
        int place = place(key);
        // Ahead of the writers: a write that ends between the two makes this stamp an old one.
        Stamp stamp = new Stamp(versions.get(place), versions.get(ALL));
        return writers.get(place) == 0 && writers.get(ALL) == 0 ? stamp : null;
    }

    /** A row with this key is written; returns what has to learn the end of the transaction. */
    Consumer<Boolean> written(long key) {
        return writtenAt(place(key));
    }

    /** Any rows are written; returns what has to learn the end of the transaction. */
    Consumer<Boolean> writtenAny() {
        return writtenAt(ALL);
    }

    private Consumer<Boolean> writtenAt(int place) {
        writers.incrementAndGet(place);
        return committed -> {
            versions.incrementAndGet(place);
            writers.decrementAndGet(place);
        };
    }

    private static int place(long key) {
        return (int) ((key * 0x9E3779B97F4A7C15L) >>> 54);
    }

    /** The state of a key. */
    record Stamp(long ofKey, long ofAll) {}
}
