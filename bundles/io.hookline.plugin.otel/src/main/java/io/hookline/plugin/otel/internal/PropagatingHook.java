package io.hookline.plugin.otel.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.NonBlocking;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.PreUpstreamHook;
import io.hookline.gateway.hook.Response;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceRanking;

/** Has the upstream continue the trace of a traced request. Runs last, so that no other hook replaces the field. */
@Component
@HookAt(PreUpstreamHook.POINT)
@ServiceRanking(-1000)
@NonBlocking
public final class PropagatingHook implements PreUpstreamHook {

    /** Without state. */
    @Activate
    public PropagatingHook() {}

    @Override
    public @Nullable Response onForward(Exchange exchange) {
        RequestSpan span = exchange.context().get(RequestSpan.KEY);
        if (span != null) {
            span.propagate(exchange.requestHeaders());
        }
        return null;
    }
}
