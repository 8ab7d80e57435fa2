package io.hookline.core.internal.view;

import io.hookline.api.runtime.HookDTO.LatencyDTO;

/** A LatencyDTO as it was at one moment. */
public record LatencyView(long samples, long p50Nanos, long p99Nanos, long maxNanos) implements LatencyDTO {}
