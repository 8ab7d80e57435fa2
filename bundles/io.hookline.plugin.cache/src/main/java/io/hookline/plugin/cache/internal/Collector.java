package io.hookline.plugin.cache.internal;

import io.hookline.gateway.hook.BodyTap;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Collects a body on its way to the client, and stores the response when it is complete. Used by one thread at a time.
 */
final class Collector implements BodyTap {

    private static final int FIRST_BYTES = 4 << 10;

    private final ResponseStore store;
    private final CacheKey key;
    private final StoredResponse draft;
    private byte[] collected = new byte[0];
    private int length;
    private int reserved;
    private boolean givenUp;

    /**
     * Collects for a store.
     *
     * @param expected the body's length; -1 if it is not known
     */
    Collector(ResponseStore store, CacheKey key, StoredResponse draft, long expected) {
        this.store = store;
        this.key = key;
        this.draft = draft;
        if (expected > 0) {
            grow((int) expected);
        }
    }

    @Override
    public void data(ByteBuffer piece) {
        if (givenUp) {
            return;
        }
        int needed = length + piece.remaining();
        if (needed > store.maxEntryBytes()) {
            giveUp();
            return;
        }
        if (needed > collected.length) {
            grow(Math.max(needed, Math.min(store.maxEntryBytes(), Math.max(FIRST_BYTES, 2 * collected.length))));
        }
        if (!givenUp) {
            int count = piece.remaining();
            piece.get(collected, length, count);
            length += count;
        }
    }

    @Override
    public void end() {
        if (!givenUp) {
            byte[] body = length == collected.length ? collected : Arrays.copyOf(collected, length);
            store.put(
                    key,
                    new StoredResponse(
                            draft.origin(),
                            draft.status(),
                            draft.fields(),
                            ByteBuffer.wrap(body).asReadOnlyBuffer(),
                            draft.freshness(),
                            draft.selection(),
                            draft.open(),
                            draft.checked(),
                            draft.requestedNanos()));
        }
    }

    @Override
    public void close() {
        giveUp();
    }

    private void grow(int capacity) {
        if (store.reserve(capacity - collected.length)) {
            reserved += capacity - collected.length;
            collected = Arrays.copyOf(collected, capacity);
        } else {
            giveUp();
        }
    }

    private void giveUp() {
        givenUp = true;
        collected = new byte[0];
        store.release(reserved);
        reserved = 0;
    }
}
