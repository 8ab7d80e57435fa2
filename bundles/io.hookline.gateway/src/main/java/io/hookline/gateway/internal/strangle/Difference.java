package io.hookline.gateway.internal.strangle;

import java.time.Instant;

/**
 * A request to which the two sides gave different responses.
 *
 * @param path without the query
 * @param what where they differ, without the values
 */
public record Difference(Instant at, String method, String path, String what) {}
