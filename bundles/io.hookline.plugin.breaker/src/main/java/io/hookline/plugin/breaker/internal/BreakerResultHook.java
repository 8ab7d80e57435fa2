package io.hookline.plugin.breaker.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.NonBlocking;
import io.hookline.gateway.hook.CompletedHook;
import io.hookline.gateway.hook.Completion;
import io.hookline.gateway.hook.Exchange;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Counts how calls have ended. Never blocks. */
@Component(name = "io.hookline.plugin.breaker.result")
@HookAt(CompletedHook.POINT)
@NonBlocking
public final class BreakerResultHook implements CompletedHook {

    /** Without settings. */
    @Activate
    public BreakerResultHook() {}

    @Override
    public void onCompleted(Exchange exchange, Completion completion) {
        BreakerCall call = exchange.context().get(BreakerCall.KEY);
        if (call != null) {
            call.completed(completion, exchange.status(), exchange.target() != null, exchange.elapsed());
        }
    }
}
