package io.hookline.plugin.breaker.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.NonBlocking;
import io.hookline.api.plugin.Plugin;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.PreUpstreamHook;
import io.hookline.gateway.hook.Response;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceRanking;

/** Refuses calls to an upstream whose breaker is open, behind the cache, which needs no upstream. Never blocks. */
@Plugin(
        id = "breaker",
        version = "1.0.0",
        tags = {"http", "resilience"})
@Component(name = "io.hookline.plugin.breaker.request", configurationPid = "io.hookline.plugin.breaker")
@HookAt(PreUpstreamHook.POINT)
@ServiceRanking(500)
@NonBlocking
public final class BreakerHook implements PreUpstreamHook {

    private final UpstreamBreakers breakers;

    /** Refuses by these breakers. */
    @Activate
    public BreakerHook(@Reference UpstreamBreakers breakers) {
        this.breakers = breakers;
    }

    /** The breakers have the settings; this one only keeps its ranking up to date. */
    @Modified
    void modified() {}

    @Override
    public @Nullable Response onForward(Exchange exchange) {
        UpstreamBreaker breaker = breakers.of(exchange);
        if (breaker.tryEnter()) {
            exchange.context().put(BreakerCall.KEY, new BreakerCall(breaker, exchange.elapsed()));
            return null;
        }
        return Response.text(503, "The service is not available at the moment.")
                .withHeader("Retry-After", Long.toString(breaker.retryAfterSeconds()));
    }
}
