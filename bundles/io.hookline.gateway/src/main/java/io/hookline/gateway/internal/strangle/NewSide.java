package io.hookline.gateway.internal.strangle;

import io.hookline.gateway.internal.balance.UpstreamGroup;
import io.hookline.gateway.internal.message.Target;
import io.hookline.gateway.internal.upstream.UpstreamTarget;
import java.util.function.BiFunction;

/**
 * Where copies of a route's requests go.
 *
 * @param ownHost whether the upstream gets its own host
 * @param line makes the path and query for a target's base path
 */
public record NewSide(UpstreamGroup<UpstreamTarget> group, boolean ownHost, BiFunction<Target, String, String> line) {}
