package io.hookline.gateway.internal.listen;

import java.util.Arrays;

/**
 * The streams of a connection that the gateway has reset last. What a client sends on them was mostly on its way before
 * it knew, so it is not an error: RFC 9113, section 5.1.
 */
final class ResetStreams {

    private static final int REMEMBERED = 1024;

    private int[] ids = new int[8];
    private int added;

    /** Remembers a stream, and forgets the oldest if there are too many. */
    void add(int id) {
        if (added == ids.length && added < REMEMBERED) {
            ids = Arrays.copyOf(ids, 2 * added);
        }
        ids[Math.floorMod(added, ids.length)] = id;
        added = added == Integer.MAX_VALUE ? REMEMBERED : added + 1;
    }

    /** Whether the stream is among them. */
    boolean contains(int id) {
        for (int known : ids) {
            if (known == id) {
                return true;
            }
        }
        return false;
    }
}
