package io.hookline.plugin.breaker.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.NonBlocking;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.PostProcessHook;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceRanking;

/** Notes when the head of a response is there: a long download is no slow call. Never blocks. */
@Component(name = "io.hookline.plugin.breaker.head")
@HookAt(PostProcessHook.POINT)
@ServiceRanking(950)
@NonBlocking
public final class BreakerHeadHook implements PostProcessHook {

    /** Without settings. */
    @Activate
    public BreakerHeadHook() {}

    @Override
    public void onResponse(Exchange exchange) {
        BreakerCall call = exchange.context().get(BreakerCall.KEY);
        if (call != null && exchange.status() != 499) {
            call.answered(exchange.elapsed());
        }
    }
}
