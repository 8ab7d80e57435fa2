package io.hookline.gateway.internal.strangle;

import java.time.Instant;

/**
 * A request to which the two sides gave different responses.
 *
 * @param at when it was seen last
 * @param count how often it was seen since it is kept
 * @param path of the last request, without the query
 * @param what where they differ, without the values
 */
public record Difference(Instant at, long count, String method, String path, String what) {}
