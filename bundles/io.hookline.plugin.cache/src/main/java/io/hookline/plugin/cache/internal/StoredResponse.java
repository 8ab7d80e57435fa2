package io.hookline.plugin.cache.internal;

import io.hookline.gateway.hook.Response;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A response in the cache. Immutable.
 *
 * @param origin the upstream that gave it
 * @param fields without {@code Age}
 * @param open whether it may answer requests that were authorised
 * @param checked whether the upstream has to be asked ahead of each use
 * @param requestedNanos when it was asked for, by {@link System#nanoTime}
 */
record StoredResponse(
        String origin,
        int status,
        List<Map.Entry<String, String>> fields,
        ByteBuffer body,
        Freshness freshness,
        Selection selection,
        boolean open,
        boolean checked,
        long requestedNanos) {

    private static final int OVERHEAD_BYTES = 600;

    /** What a 304 repeats: RFC 9110, section 15.4.5. */
    private static final Set<String> NOT_MODIFIED =
            Set.of("cache-control", "content-location", "date", "etag", "expires", "vary", "last-modified");

    @Nullable
    String first(String name) {
        for (Map.Entry<String, String> field : fields) {
            if (field.getKey().equalsIgnoreCase(name)) {
                return field.getValue();
            }
        }
        return null;
    }

    boolean hasValidator() {
        return first("ETag") != null || first("Last-Modified") != null;
    }

    /** The memory that it takes, roughly. */
    int bytes() {
        int bytes = OVERHEAD_BYTES + origin.length() + body.remaining() + selection.bytes();
        for (Map.Entry<String, String> field : fields) {
            bytes += field.getKey().length() + field.getValue().length();
        }
        return bytes;
    }

    /** The answer to a request; 304 if the client has it already. */
    Response answer(boolean modified, Instant now, String cacheStatus) {
        List<Map.Entry<String, String>> all = new ArrayList<>(fields.size() + 2);
        for (Map.Entry<String, String> field : fields) {
            if (modified || NOT_MODIFIED.contains(field.getKey().toLowerCase(Locale.ROOT))) {
                all.add(field);
            }
        }
        all.add(Map.entry("Age", Long.toString(freshness.age(now).toSeconds())));
        all.add(Map.entry("Cache-Status", cacheStatus));
        return modified ? new Response(status, all, body) : new Response(304, all, ByteBuffer.allocate(0));
    }
}
