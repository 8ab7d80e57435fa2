package io.hookline.plugin.breaker.internal;

/**
 * A breaker as an operator sees it.
 *
 * @param state {@code closed}, {@code open} or {@code half-open}
 * @param failedPercent of the calls that count; -1 if there are too few
 * @param slowPercent of them; -1 if there are too few
 * @param calls how many count
 * @param refused how many were refused since it opened
 */
public record BreakerState(
        String upstream, String state, int failedPercent, int slowPercent, int calls, long refused) {}
