package io.hookline.plugin.jwt.internal;

import java.time.Instant;
import java.util.Map;

/**
 * Whom a verified token belongs to. Immutable.
 *
 * @param principal the name of the client
 * @param claims all claims, as plain values; unmodifiable
 * @param until when the token is no longer valid, the tolerated difference of the clocks included
 */
record Identity(String principal, Map<String, Object> claims, Instant until) {}
