package io.hookline.gateway.internal.call;

import io.hookline.api.hook.HookContext;
import io.hookline.gateway.internal.config.GatewaySettings;
import io.hookline.gateway.internal.hook.GatewayPoints;
import io.hookline.gateway.internal.hook.Stages;
import io.hookline.gateway.internal.message.RequestHead;
import io.hookline.gateway.internal.message.Trailers;
import io.hookline.gateway.internal.route.Routing;
import io.hookline.gateway.internal.traffic.Traffic;
import java.time.Duration;

/** What all calls share. */
public record CallServices(
        GatewaySettings settings,
        GatewayPoints points,
        Stages stages,
        Routing routing,
        Trailers trailers,
        InFlight inFlight,
        Traffic traffic) {

    /** The context that the hooks of a request share. */
    HookContext contextOf(RequestHead head) {
        HookContext.Builder builder = HookContext.builder()
                .timeout(Duration.ofMillis(settings.forwarding().requestTimeoutMillis()));
        String given = head.fields().first("X-Call-Id");
        if (given != null && HookContext.isCallId(given)) {
            builder.callId(given);
        }
        return builder.build();
    }
}
