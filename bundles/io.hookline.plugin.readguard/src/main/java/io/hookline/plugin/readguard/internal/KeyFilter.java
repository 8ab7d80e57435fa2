package io.hookline.plugin.readguard.internal;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A Bloom filter of numbers: whether one was added, with a false yes for about one number of a hundred when it is full.
 * Its hash differs from filter to filter, so that callers cannot look for numbers with a false yes. Safe for use by
 * many threads.
 */
final class KeyFilter {

    private static final int BITS_PER_KEY = 10;
    private static final int HASHES = 7;

    private final AtomicLongArray words;
    private final long bits;
    private final long seed = ThreadLocalRandom.current().nextLong();

    KeyFilter(long keys) {
        words = new AtomicLongArray((int) Math.max(1, (keys * BITS_PER_KEY + 63) / 64));
        bits = words.length() * 64L;
    }

    void add(long key) {
        long hash = mix(key ^ seed);
        long step = mix(hash) | 1;
        for (int i = 0; i < HASHES; i++, hash += step) {
            long bit = Long.remainderUnsigned(hash, bits);
            int word = (int) (bit >>> 6);
            long mask = 1L << bit;
            if ((words.get(word) & mask) == 0) {
                words.accumulateAndGet(word, mask, (before, more) -> before | more);
            }
        }
    }

    boolean mayContain(long key) {
        long hash = mix(key ^ seed);
        long step = mix(hash) | 1;
        for (int i = 0; i < HASHES; i++, hash += step) {
            long bit = Long.remainderUnsigned(hash, bits);
            if ((words.get((int) (bit >>> 6)) & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    /** The last step of SplitMix64. */
    private static long mix(long value) {
        long mixed = value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
