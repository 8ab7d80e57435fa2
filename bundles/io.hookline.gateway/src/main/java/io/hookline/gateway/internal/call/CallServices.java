package io.hookline.gateway.internal.call;

import io.hookline.gateway.internal.config.GatewaySettings;
import io.hookline.gateway.internal.hook.GatewayPoints;
import io.hookline.gateway.internal.hook.Stages;
import io.hookline.gateway.internal.message.Trailers;
import io.hookline.gateway.internal.upstream.UpstreamPool;

/** What all calls share. */
public record CallServices(
        GatewaySettings settings,
        GatewayPoints points,
        Stages stages,
        UpstreamPool upstream,
        Trailers trailers,
        InFlight inFlight) {}
