package io.hookline.plugin.headers.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.NonBlocking;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.PostProcessHook;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.propertytypes.ServiceRanking;

/** Rewrites the header fields of responses, just ahead of the request log. Never blocks. */
@Component(name = "io.hookline.plugin.headers.response", configurationPid = "io.hookline.plugin.headers")
@HookAt(PostProcessHook.POINT)
@ServiceRanking(-500)
@NonBlocking
public final class ResponseHeadersHook implements PostProcessHook {

    private final LiveRules rules;

    /**
     * Reads the rules.
     *
     * @throws IllegalArgumentException if one is invalid; the message shows it
     */
    @Activate
    public ResponseHeadersHook(HeadersConfig config) {
        this.rules = new LiveRules(Rule::ofResponse, config.response());
    }

    @Modified
    void modified(HeadersConfig config) {
        rules.change(config.response());
    }

    @Override
    public void onResponse(Exchange exchange) {
        rules.apply(exchange, exchange.responseHeaders());
    }
}
