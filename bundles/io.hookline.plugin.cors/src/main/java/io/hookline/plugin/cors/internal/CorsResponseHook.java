package io.hookline.plugin.cors.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.NonBlocking;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.PostProcessHook;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.propertytypes.ServiceRanking;

/**
 * Sets the CORS fields of every response, of refusals as well, so that the page can read them. What the upstream says
 * about CORS is replaced. Never blocks.
 */
@Component(name = "io.hookline.plugin.cors.response", configurationPid = "io.hookline.plugin.cors")
@HookAt(PostProcessHook.POINT)
@ServiceRanking(500)
@NonBlocking
public final class CorsResponseHook implements PostProcessHook {

    private final LiveRules rules;

    /**
     * Begins with a configuration.
     *
     * @throws IllegalArgumentException if it is invalid; the message says where
     */
    @Activate
    public CorsResponseHook(CorsConfig config) {
        this.rules = new LiveRules(config);
    }

    @Modified
    void modified(CorsConfig config) {
        rules.change(config);
    }

    @Override
    public void onResponse(Exchange exchange) {
        if (exchange.context().get(PreflightHook.ANSWERED) == null) {
            rules.now().apply(exchange.requestHeaders(), exchange.responseHeaders());
        }
    }
}
