package io.hookline.gateway.internal.strangle;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts durations in classes that are an eighth of a power of two wide, so that a percentile is at most 12.5 % too
 * high. Safe for use by many threads.
 */
final class Latencies {

    private static final int EXACT = 16;
    private static final int PARTS = 8;
    private static final int LARGEST_EXPONENT = 40;
    private static final int CLASSES = EXACT + (LARGEST_EXPONENT - 4 + 1) * PARTS;

    private final AtomicLongArray counts = new AtomicLongArray(CLASSES);

    /** Counts a duration in microseconds. */
    void add(long micros) {
        counts.incrementAndGet(classOf(micros));
    }

    /** A copy of the counts. */
    long[] snapshot() {
        long[] copy = new long[CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            copy[i] = counts.get(i);
        }
        return copy;
    }

    /** The last class. */
    static int longestClass() {
        return CLASSES - 1;
    }

    /** The class of a duration in microseconds. */
    static int classOf(long micros) {
        if (micros < EXACT) {
            return (int) Math.max(0, micros);
        }
        int exponent = Math.min(LARGEST_EXPONENT, 63 - Long.numberOfLeadingZeros(micros));
        int part = micros >>> exponent > 1 ? PARTS - 1 : (int) (micros >>> (exponent - 3)) & (PARTS - 1);
        return EXACT + (exponent - 4) * PARTS + part;
    }

    /** The longest duration of a class, in microseconds. */
    static long longestOf(int index) {
        if (index < EXACT) {
            return index;
        }
        int exponent = 4 + (index - EXACT) / PARTS;
        int part = (index - EXACT) % PARTS;
        return (1L << exponent) + ((part + 1L) << (exponent - 3)) - 1;
    }
}
