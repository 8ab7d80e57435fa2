package io.hookline.plugin.cache.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.NonBlocking;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.PostProcessHook;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceRanking;

/**
 * Stores responses as the upstream gave them, ahead of all hooks that change them, and forgets what requests of other
 * methods have changed. Never blocks.
 */
@Component(name = "io.hookline.plugin.cache.response", configurationPid = "io.hookline.plugin.cache")
@HookAt(PostProcessHook.POINT)
@ServiceRanking(900)
@NonBlocking
public final class CacheResponseHook implements PostProcessHook {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final ResponseStore store;

    /** Fills a store. */
    @Activate
    public CacheResponseHook(@Reference ResponseStore store) {
        this.store = store;
    }

    /** The store has the settings; this one only keeps its ranking up to date. */
    @Modified
    void modified() {}

    @Override
    public void onResponse(Exchange exchange) {
        Lookup lookup = exchange.context().get(Lookup.KEY);
        // Without one the request was refused ahead of the cache; without a reason it was answered from it.
        if (lookup == null || lookup.forwarded.isEmpty()) {
            return;
        }
        StoredResponse revalidated = lookup.revalidated;
        if (revalidated != null) {
            lookup.restore(exchange.requestHeaders());
        }
        if (revalidated != null && exchange.status() == 304) {
            answer(exchange, lookup, revalidated);
        } else if (!SAFE.contains(exchange.method())) {
            forget(exchange, lookup);
        } else {
            store(exchange, lookup);
        }
    }

    /** The stored response is still right: the client gets it, with the newer fields. */
    private void answer(Exchange exchange, Lookup lookup, StoredResponse stored) {
        StoredResponse refreshed = Storing.refreshed(exchange, lookup, stored, store);
        if (refreshed != null) {
            store.put(lookup.key, refreshed);
        } else {
            store.invalidate(lookup.key, System.nanoTime());
        }
        StoredResponse current = refreshed == null ? stored : refreshed;
        Instant now = store.clock().instant();
        boolean modified = CacheRequestHook.isModified(current, exchange.requestHeaders());
        exchange.replaceResponse(current.answer(modified, now, status(lookup, exchange.status(), refreshed != null)));
    }

    private void forget(Exchange exchange, Lookup lookup) {
        if (exchange.status() < 400) {
            store.invalidate(lookup.key, System.nanoTime());
        }
    }

    private void store(Exchange exchange, Lookup lookup) {
        StoredResponse draft = lookup.storing ? Storing.draft(exchange, lookup, store) : null;
        exchange.responseHeaders().add("Cache-Status", status(lookup, exchange.status(), isSure(exchange, draft)));
        if (draft != null) {
            exchange.tapResponseBody(new Collector(store, lookup.key, draft, exchange.responseLength()));
        }
    }

    /** Whether it will be stored: of a body that is still to come, that is known at its end only. */
    private static boolean isSure(Exchange exchange, @Nullable StoredResponse draft) {
        return draft != null && exchange.responseLength() == 0;
    }

    private String status(Lookup lookup, int status, boolean stored) {
        return store.name() + "; fwd=" + lookup.forwarded + "; fwd-status=" + status + (stored ? "; stored" : "");
    }
}
