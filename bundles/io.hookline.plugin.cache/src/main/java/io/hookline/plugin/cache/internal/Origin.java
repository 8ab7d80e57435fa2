package io.hookline.plugin.cache.internal;

import io.hookline.gateway.hook.Exchange;

/** Tells upstreams apart: what one of them has answered is not used for requests that go to another. */
final class Origin {

    private Origin() {}

    /** The route and the upstream of a request: a route can change what the upstream is asked. */
    static String of(Exchange exchange) {
        return exchange.route() + " " + exchange.upstream();
    }
}
