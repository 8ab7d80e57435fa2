package io.hookline.plugin.cache.internal;

import io.hookline.gateway.hook.Exchange;
import java.util.Locale;

/**
 * What a stored response belongs to.
 *
 * @param origin the upstream that gives it
 */
record CacheKey(String origin, String scheme, String host, String path, String query) {

    static CacheKey of(Exchange exchange) {
        String host = exchange.requestHeaders().first("Host");
        return new CacheKey(
                originOf(exchange),
                exchange.scheme(),
                host == null ? "" : host.toLowerCase(Locale.ROOT),
                exchange.path(),
                exchange.query());
    }

    /** The one place that tells upstreams apart. The gateway has one. */
    @SuppressWarnings("UnusedVariable") // Once a call can go to several upstreams, their name comes from here.
    private static String originOf(Exchange exchange) {
        return "";
    }

    int bytes() {
        return origin.length() + host.length() + path.length() + query.length();
    }
}
