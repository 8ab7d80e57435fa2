package io.hookline.gateway.internal.upstream;

import io.hookline.gateway.internal.balance.BalancedTarget;

/** A target with its connections. */
public final class UpstreamTarget extends BalancedTarget {

    private final Origin origin;

    /** The target at an origin, without history. */
    public UpstreamTarget(Origin origin) {
        super(origin.address().toString());
        this.origin = origin;
    }

    /** Its connections. */
    public Origin origin() {
        return origin;
    }
}
