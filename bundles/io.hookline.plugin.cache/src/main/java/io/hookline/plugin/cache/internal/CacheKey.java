package io.hookline.plugin.cache.internal;

import io.hookline.gateway.hook.Exchange;
import java.util.Locale;

/** The address that a stored response belongs to, whatever upstream gave it. */
record CacheKey(String scheme, String host, String path, String query) {

    static CacheKey of(Exchange exchange) {
        String host = exchange.requestHeaders().first("Host");
        return new CacheKey(
                exchange.scheme(),
                host == null ? "" : host.toLowerCase(Locale.ROOT),
                exchange.path(),
                exchange.query());
    }

    int bytes() {
        return host.length() + path.length() + query.length();
    }
}
