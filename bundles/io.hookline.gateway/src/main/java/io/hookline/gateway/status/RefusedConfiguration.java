package io.hookline.gateway.status;

/**
 * A configuration of a route or an upstream that is refused.
 *
 * @param kind {@code route}, {@code upstream}, {@code strangler}, or {@code table} if the server could not apply what
 *     is configured
 * @param name of the configuration
 * @param reason what is wrong, and what to do
 * @param kept whether the last good one goes on
 */
public record RefusedConfiguration(String kind, String name, String reason, boolean kept) {}
