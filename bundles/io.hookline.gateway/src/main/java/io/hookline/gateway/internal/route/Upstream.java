package io.hookline.gateway.internal.route;

import io.hookline.gateway.internal.balance.UpstreamGroup;
import io.hookline.gateway.internal.upstream.UpstreamTarget;

/** A group or a single address that requests can be sent to. */
public record Upstream(UpstreamGroup<UpstreamTarget> group) {

    /** The group's name, or the address. */
    public String name() {
        return group.settings().name();
    }
}
