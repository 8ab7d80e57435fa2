package io.hookline.plugin.cache.internal;

import io.hookline.gateway.hook.Exchange;

/** Tells upstreams apart: what one of them has answered is not used for requests that go to another. */
final class Origin {

    private Origin() {}

    /** The name of the upstream that a request goes to. The gateway has one. */
    @SuppressWarnings("UnusedVariable") // Once a call can go to several upstreams, their name comes from here.
    static String of(Exchange exchange) {
        return "";
    }
}
