package io.hookline.plugin.cache.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.NonBlocking;
import io.hookline.api.plugin.Plugin;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.Headers;
import io.hookline.gateway.hook.PreUpstreamHook;
import io.hookline.gateway.hook.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceRanking;

/**
 * Answers requests with stored responses, at the point that only requests reach that may pass. Never blocks.
 *
 * <pre>
 *  no GET or HEAD, a range, a condition that only the upstream can judge ──► upstream
 *  nothing stored for it ─────────────────────────────────────────────────► upstream, may be stored
 *  stored and fresh ───► answered: 200, or 304 if the client has it
 *  stored and stale ───► upstream is asked whether it is still right
 * </pre>
 */
@Plugin(
        id = "cache",
        version = "1.0.0",
        tags = {"http", "cache"})
@Component(name = "io.hookline.plugin.cache.request", configurationPid = "io.hookline.plugin.cache")
@HookAt(PreUpstreamHook.POINT)
@ServiceRanking(900)
@NonBlocking
public final class CacheRequestHook implements PreUpstreamHook {

    private final ResponseStore store;

    /** Answers from a store. */
    @Activate
    public CacheRequestHook(@Reference ResponseStore store) {
        this.store = store;
    }

    /** The store has the settings; this one only keeps its ranking up to date. */
    @Modified
    void modified() {}

    @Override
    public @Nullable Response onForward(Exchange exchange) {
        Headers request = exchange.requestHeaders();
        boolean readOnly = exchange.method().equals("GET") || exchange.method().equals("HEAD");
        if (!readOnly) {
            return goOn(exchange, "method", false);
        }
        CacheControl control = CacheControl.of(request.all("Cache-Control"));
        if (control.has("no-store") || isBeyondUs(request)) {
            return goOn(exchange, "bypass", false);
        }
        CacheKey key = CacheKey.of(exchange);
        Variants variants = store.find(key);
        StoredResponse stored = variants == null ? null : variants.find(Origin.of(exchange), request);
        if (stored == null || (isAuthorised(exchange) && !stored.open())) {
            boolean none = variants == null || variants.stored().isEmpty();
            return missing(exchange, control, stored != null ? "bypass" : none ? "uri-miss" : "vary-miss");
        }
        Instant now = store.clock().instant();
        boolean fresh = !stored.checked()
                && !stored.freshness().left(now).minus(margin(control)).isNegative();
        boolean asked = control.has("no-cache") || isOldNoCache(request);
        if (fresh && !asked && isYoungEnough(stored, control, now)) {
            long ttl = stored.freshness().left(now).toSeconds();
            exchange.context().put(Lookup.KEY, lookup(exchange, "", false));
            return stored.answer(isModified(stored, request), now, store.name() + "; hit; ttl=" + ttl);
        }
        return revalidating(exchange, control, stored, fresh ? "request" : "stale");
    }

    /** Whether a request counts as authorised, by a field of its own or by another plugin. */
    static boolean isAuthorised(Exchange exchange) {
        return exchange.principal() != null || exchange.requestHeaders().first("Authorization") != null;
    }

    /** Whether the client has not got the stored response already: RFC 9110, section 13.2.2. */
    static boolean isModified(StoredResponse stored, Headers request) {
        if (stored.status() != 200) {
            return true;
        }
        List<String> tags = request.all("If-None-Match");
        if (!tags.isEmpty()) {
            String tag = stored.first("ETag");
            return tag == null ? !tags.contains("*") : !EntityTags.match(tags, tag);
        }
        Instant since = HttpDates.parse(request.first("If-Modified-Since"));
        Instant changed = HttpDates.parse(stored.first("Last-Modified"));
        return since == null || changed == null || changed.isAfter(since);
    }

    private @Nullable Response missing(Exchange exchange, CacheControl control, String why) {
        if (control.has("only-if-cached")) {
            return notCached(exchange);
        }
        return goOn(exchange, why, exchange.method().equals("GET"));
    }

    private @Nullable Response revalidating(
            Exchange exchange, CacheControl control, StoredResponse stored, String why) {
        if (control.has("only-if-cached")) {
            return notCached(exchange);
        }
        boolean get = exchange.method().equals("GET");
        Lookup lookup = lookup(exchange, why, get);
        exchange.context().put(Lookup.KEY, lookup);
        if (get && stored.hasValidator()) {
            lookup.askAbout(stored, exchange.requestHeaders());
        }
        return null;
    }

    private Response notCached(Exchange exchange) {
        exchange.context().put(Lookup.KEY, lookup(exchange, "", false));
        return Response.text(504, "There is no stored response for this request.")
                .withHeader("Cache-Status", store.name() + "; detail=only-if-cached");
    }

    private @Nullable Response goOn(Exchange exchange, String why, boolean storing) {
        exchange.context().put(Lookup.KEY, lookup(exchange, why, storing));
        return null;
    }

    private Lookup lookup(Exchange exchange, String why, boolean storing) {
        return new Lookup(
                CacheKey.of(exchange),
                System.nanoTime(),
                exchange.responseHeaders().names(),
                why,
                storing);
    }

    /** Ranges, and conditions on the current state, are for the upstream. */
    private static boolean isBeyondUs(Headers request) {
        return request.first("Range") != null
                || request.first("If-Match") != null
                || request.first("If-Unmodified-Since") != null;
    }

    /** What clients of HTTP/1.0 say: RFC 9111, section 5.4. */
    private static boolean isOldNoCache(Headers request) {
        String pragma = request.first("Pragma");
        return pragma != null && pragma.contains("no-cache") && request.first("Cache-Control") == null;
    }

    private static boolean isYoungEnough(StoredResponse stored, CacheControl control, Instant now) {
        long most = control.seconds("max-age");
        return most == CacheControl.ABSENT || stored.freshness().age(now).toSeconds() <= most;
    }

    /** A fresh response has at least this time left: a nanosecond, so that zero is stale, or what the client wants. */
    private static Duration margin(CacheControl control) {
        long seconds = control.seconds("min-fresh");
        return seconds == CacheControl.ABSENT ? Duration.ofNanos(1) : Duration.ofSeconds(seconds);
    }
}
