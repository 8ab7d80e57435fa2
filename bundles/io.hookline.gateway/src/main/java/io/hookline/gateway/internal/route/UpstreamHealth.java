package io.hookline.gateway.internal.route;

/**
 * Whether requests have somewhere to go, for a readiness check.
 *
 * @param usable whether one upstream at least has a target that is neither ejected nor unhealthy. A single address is
 *     never either of them, so it counts as usable
 * @param reason which upstreams have no such target; empty if all have one
 */
public record UpstreamHealth(boolean usable, String reason) {}
