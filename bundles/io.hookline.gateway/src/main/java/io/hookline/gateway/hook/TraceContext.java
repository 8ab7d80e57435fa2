package io.hookline.gateway.hook;

import io.hookline.api.hook.ContextKey;

/**
 * The span of a request in a distributed trace. A tracing plugin sets it as an attribute of the call's context, for the
 * other hooks and for the metrics.
 *
 * @param traceId 32 lower-case hexadecimal digits
 * @param spanId 16 lower-case hexadecimal digits
 * @since 1.2
 */
public record TraceContext(String traceId, String spanId) {

    /** The attribute of a request that is traced; absent if it is not. */
    public static final ContextKey<TraceContext> SAMPLED =
            ContextKey.of("io.hookline.trace.sampled", TraceContext.class);
}
