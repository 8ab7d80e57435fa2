package io.hookline.plugin.cache.internal;

import io.hookline.api.hook.ContextKey;
import io.hookline.gateway.hook.Headers;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the cache knows of one call, from its request to its response. Used by one thread at a time. */
final class Lookup {

    /** Where it is kept. */
    static final ContextKey<Lookup> KEY = ContextKey.of("io.hookline.cache.lookup", Lookup.class);

    private static final List<String> CONDITIONS = List.of("If-None-Match", "If-Modified-Since");

    final CacheKey key;
    final long startNanos;
    /** The names of the response fields that other hooks had set: they belong to this call alone. */
    final Set<String> preset;
    /** Why the call goes on to the upstream: the parameter {@code fwd} of {@code Cache-Status}. */
    final String forwarded;
    /** Whether the response may be stored. */
    final boolean storing;
    /** The stored response that the upstream is asked about, or null. */
    @Nullable
    StoredResponse revalidated;

    private List<String> clientTags = List.of();
    private List<String> clientDates = List.of();

    Lookup(CacheKey key, long startNanos, Set<String> preset, String forwarded, boolean storing) {
        this.key = key;
        this.startNanos = startNanos;
        this.preset = preset;
        this.forwarded = forwarded;
        this.storing = storing;
    }

    /** Asks the upstream whether a stored response is still right, instead of what the client asks. */
    void askAbout(StoredResponse stored, Headers request) {
        revalidated = stored;
        clientTags = request.all(CONDITIONS.get(0));
        clientDates = request.all(CONDITIONS.get(1));
        CONDITIONS.forEach(request::remove);
        String tag = stored.first("ETag");
        String date = stored.first("Last-Modified");
        if (tag != null) {
            request.set(CONDITIONS.get(0), tag);
        }
        if (date != null) {
            request.set(CONDITIONS.get(1), date);
        }
    }

    /** Restores what the client has asked. */
    void restore(Headers request) {
        CONDITIONS.forEach(request::remove);
        clientTags.forEach(value -> request.add(CONDITIONS.get(0), value));
        clientDates.forEach(value -> request.add(CONDITIONS.get(1), value));
    }
}
