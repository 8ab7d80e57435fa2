package io.hookline.plugin.cors.internal;

import io.hookline.api.hook.ContextKey;
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

/**
 * Answers preflight requests, ahead of authentication: browsers send them without credentials. Never blocks.
 */
@Plugin(
        id = "cors",
        version = "1.0.0",
        tags = {"http", "browser"})
@Component(name = "io.hookline.plugin.cors")
@HookAt(PreRequestHook.POINT)
@ServiceRanking(1500)
@Designate(ocd = CorsConfig.class)
@NonBlocking
public final class PreflightHook implements PreRequestHook {

    /** Marks a call as a preflight request that is answered here. */
    static final ContextKey<Boolean> ANSWERED = ContextKey.of("io.hookline.cors.preflight", Boolean.class);

    private final LiveRules rules;

    /**
     * Begins with a configuration.
     *
     * @throws IllegalArgumentException if it is invalid; the message says where
     */
    @Activate
    public PreflightHook(CorsConfig config) {
        this.rules = new LiveRules(config);
    }

    @Modified
    void modified(CorsConfig config) {
        rules.change(config);
    }

    @Override
    public @Nullable Response onRequest(Exchange exchange) {
        if (!CorsRules.isPreflight(exchange)) {
            return null;
        }
        exchange.context().put(ANSWERED, true);
        return rules.now().preflight(exchange.requestHeaders());
    }
}
