package io.hookline.plugin.cache.internal;

import io.hookline.gateway.hook.Headers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stored responses of one key, newest first. Immutable.
 *
 * @param notBefore responses that were asked for before are obsolete, by {@link System#nanoTime}; null if none are
 */
record Variants(List<StoredResponse> stored, @Nullable Long notBefore) {

    private static final int MOST = 16;
    private static final int OVERHEAD_BYTES = 200;

    /** The newest response that a request to an upstream selects, or null. */
    @Nullable
    StoredResponse find(String origin, Headers request) {
        for (StoredResponse response : stored) {
            if (response.origin().equals(origin) && response.selection().matches(request)) {
                return response;
            }
        }
        return null;
    }

    /** With one more response, which replaces those for the same requests; unchanged if it is obsolete. */
    Variants with(StoredResponse response) {
        if (notBefore != null && response.requestedNanos() - notBefore < 0) {
            return this;
        }
        List<StoredResponse> next = new ArrayList<>();
        next.add(response);
        for (StoredResponse other : stored) {
            boolean same = other.origin().equals(response.origin())
                    && other.selection().equals(response.selection());
            if (next.size() < MOST && !same) {
                next.add(other);
            }
        }
        return new Variants(List.copyOf(next), notBefore);
    }

    int bytes() {
        long bytes = OVERHEAD_BYTES;
        for (StoredResponse response : stored) {
            bytes += response.bytes();
        }
        return (int) Math.min(Integer.MAX_VALUE / 2, bytes);
    }
}
