package io.hookline.plugin.cache.internal;

import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.Headers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Decides what is stored: RFC 9111, section 3, for a shared cache. When in doubt, nothing is. */
final class Storing {

    private static final Set<Integer> STATUSES = Set.of(200, 203, 204, 300, 301, 302, 307, 308, 404, 410);

    private static final Set<String> NOT_STORED = Set.of("age", "cache-status", "connection");

    private Storing() {}

    /** The response without its body; null if it must not be stored, or it would be of no use. */
    static @Nullable StoredResponse draft(Exchange exchange, Lookup lookup, ResponseStore store) {
        Headers fields = exchange.responseHeaders();
        boolean plain = STATUSES.contains(exchange.status())
                && fields.first("Set-Cookie") == null
                && fields.first("Content-Range") == null
                // The body of a GET has no meaning, and yet an upstream may heed it.
                && exchange.bytesReceived() == 0
                && exchange.responseLength() <= store.maxEntryBytes();
        return plain ? stored(exchange, lookup, fieldsOf(fields, lookup), exchange.status(), null, store) : null;
    }

    /** A stored response with the fields of a 304: RFC 9111, section 3.2. Null if it must not be stored any more. */
    static @Nullable StoredResponse refreshed(
            Exchange exchange, Lookup lookup, StoredResponse old, ResponseStore store) {
        Headers newer = exchange.responseHeaders();
        String tag = newer.first("ETag");
        String oldTag = old.first("ETag");
        if (tag != null && oldTag != null && !EntityTags.same(tag, oldTag)) {
            return null;
        }
        List<Map.Entry<String, String>> merged = new ArrayList<>();
        List<Map.Entry<String, String>> update = fieldsOf(newer, lookup);
        Set<String> updated = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        update.forEach(field -> updated.add(field.getKey()));
        old.fields().stream()
                .filter(field -> !updated.contains(field.getKey()) || isOfTheBody(field.getKey()))
                .forEach(merged::add);
        update.stream().filter(field -> !isOfTheBody(field.getKey())).forEach(merged::add);
        // What decides on storing may come from either.
        for (String name : List.of("Cache-Control", "Expires", "Vary")) {
            if (newer.first(name) == null) {
                merged.stream()
                        .filter(field -> field.getKey().equalsIgnoreCase(name))
                        .forEach(field -> newer.add(name, field.getValue()));
            }
        }
        return stored(exchange, lookup, merged, old.status(), old.body(), store);
    }

    private static @Nullable StoredResponse stored(
            Exchange exchange,
            Lookup lookup,
            List<Map.Entry<String, String>> kept,
            int status,
            @Nullable ByteBuffer body,
            ResponseStore store) {
        Headers fields = exchange.responseHeaders();
        CacheControl control = CacheControl.of(fields.all("Cache-Control"));
        boolean open = control.has("public") || control.has("s-maxage") || control.has("must-revalidate");
        boolean allowed = !control.has("no-store")
                && !control.has("private")
                && (open || !CacheRequestHook.isAuthorised(exchange));
        Selection selection = Selection.of(fields, exchange.requestHeaders());
        Freshness freshness =
                Freshness.of(fields, control, store.clock().instant(), exchange.elapsed(), store.longest());
        if (!allowed || selection == null || freshness == null || !kept.stream().allMatch(Storing::canBeSent)) {
            return null;
        }
        StoredResponse response = new StoredResponse(
                Origin.of(exchange),
                status,
                List.copyOf(kept),
                body == null ? ByteBuffer.allocate(0) : body,
                freshness,
                selection,
                open,
                control.has("no-cache"),
                lookup.startNanos);
        boolean fresh = !response.checked() && freshness.lifetime().compareTo(freshness.ageAtArrival()) > 0;
        return fresh || response.hasValidator() ? response : null;
    }

    private static List<Map.Entry<String, String>> fieldsOf(Headers fields, Lookup lookup) {
        Set<String> preset = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        preset.addAll(lookup.preset);
        List<Map.Entry<String, String>> kept = new ArrayList<>();
        for (String name : fields.names()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!preset.contains(name) && !NOT_STORED.contains(lower) && !lower.startsWith("proxy-")) {
                fields.all(name).forEach(value -> kept.add(Map.entry(name, value)));
            }
        }
        return kept;
    }

    /** What an upstream may send, such as a tab in a value, and a hook may not. */
    private static boolean canBeSent(Map.Entry<String, String> field) {
        return field.getValue().chars().allMatch(c -> c >= ' ' && c != 127);
    }

    /** Fields that describe the stored body, which a 304 does not change. */
    private static boolean isOfTheBody(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("content-encoding")
                || lower.equals("content-type")
                || lower.equals("content-range")
                || lower.equals("content-length");
    }
}
