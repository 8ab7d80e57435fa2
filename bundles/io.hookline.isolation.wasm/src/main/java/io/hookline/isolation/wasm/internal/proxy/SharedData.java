package io.hookline.isolation.wasm.internal.proxy;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the instances of one plugin share by key. It stays when a release is replaced by another, up to the end of the
 * process; keys and values may have a megabyte in all. Safe for use by many threads.
 */
final class SharedData {

    static final int MOST_BYTES = 1024 * 1024;

    /** What an entry takes besides its content. */
    private static final int ENTRY_BYTES = 100;

    private final Map<String, Value> values = new HashMap<>();
    private int version;
    private long bytes;

    /**
     * Sets a value.
     *
     * @param expected the version that it must have, 0 for any
     * @return a status
     */
    synchronized int set(String key, byte[] content, int expected) {
        Value before = values.get(key);
        if (expected != 0 && (before == null || before.version() != expected)) {
            return Status.CAS_MISMATCH;
        }
        long after = bytes + content.length + (before == null ? key.length() + ENTRY_BYTES : -before.content().length);
        if (after > MOST_BYTES) {
            return Status.INTERNAL_FAILURE;
        }
        bytes = after;
        version = version == Integer.MAX_VALUE ? 1 : version + 1;
        values.put(key, new Value(content, version));
        return Status.OK;
    }

    synchronized @Nullable Value get(String key) {
        return values.get(key);
    }

    /**
     * A value.
     *
     * @param content its bytes, which must not be changed
     * @param version changes with each change of the value; never 0
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Value(byte[] content, int version) {}
}
