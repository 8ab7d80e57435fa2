package io.hookline.plugin.otel.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.NonBlocking;
import io.hookline.gateway.hook.CompletedHook;
import io.hookline.gateway.hook.Completion;
import io.hookline.gateway.hook.Exchange;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceRanking;

/** Ends the span of a traced request with its status. */
@Component
@HookAt(CompletedHook.POINT)
@ServiceRanking(-1000)
@NonBlocking
public final class EndingHook implements CompletedHook {

    /** Without state. */
    @Activate
    public EndingHook() {}

    @Override
    public void onCompleted(Exchange exchange, Completion completion) {
        RequestSpan span = exchange.context().remove(RequestSpan.KEY);
        if (span != null) {
            span.end(exchange, completion);
        }
    }
}
