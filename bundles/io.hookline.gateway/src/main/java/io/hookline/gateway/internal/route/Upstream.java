package io.hookline.gateway.internal.route;

import io.hookline.gateway.internal.balance.UpstreamGroup;
import io.hookline.gateway.internal.config.GatewaySettings;
import io.hookline.gateway.internal.config.UpstreamSettings;
import io.hookline.gateway.internal.upstream.UpstreamTarget;
import java.util.concurrent.TimeUnit;

/**
 * A group or a single address that requests can be sent to.
 *
 * @param headMillis time for the head of a response
 * @param idleMillis how long a response may make no progress
 */
public record Upstream(UpstreamGroup<UpstreamTarget> group, long headMillis, long idleMillis) {

    /** Takes what the group leaves to the gateway from the gateway's settings. */
    static Upstream of(UpstreamGroup<UpstreamTarget> group, GatewaySettings gateway) {
        UpstreamSettings.Timeouts own = group.settings().timeouts();
        return new Upstream(
                group,
                own.headMillis() > 0 ? own.headMillis() : gateway.forwarding().requestTimeoutMillis(),
                own.idleMillis() > 0
                        ? own.idleMillis()
                        : TimeUnit.NANOSECONDS.toMillis(gateway.listening().idleNanos()));
    }

    /** The group's name, or the address. */
    public String name() {
        return group.settings().name();
    }
}
