package io.hookline.plugin.headers.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.NonBlocking;
import io.hookline.api.plugin.Plugin;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.PreRequestHook;
import io.hookline.gateway.hook.Response;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.metatype.annotations.Designate;

/** Rewrites the header fields of requests, behind authentication and limits. Never blocks. */
@Plugin(
        id = "headers",
        version = "1.0.0",
        tags = {"http", "rewrite"})
@Component(name = "io.hookline.plugin.headers")
@HookAt(PreRequestHook.POINT)
@ServiceRanking(100)
@Designate(ocd = HeadersConfig.class)
@NonBlocking
public final class RequestHeadersHook implements PreRequestHook {

    private final LiveRules rules;

    /**
     * Reads the rules.
     *
     * @throws IllegalArgumentException if one is invalid; the message shows it
     */
    @Activate
    public RequestHeadersHook(HeadersConfig config) {
        this.rules = new LiveRules(Rule::ofRequest, config.request());
    }

    @Modified
    void modified(HeadersConfig config) {
        rules.change(config.request());
    }

    @Override
    public @Nullable Response onRequest(Exchange exchange) {
        rules.apply(exchange, exchange.requestHeaders());
        return null;
    }
}
