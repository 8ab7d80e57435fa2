package io.hookline.api.trace;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What became of a tracer's spans, for metrics: a service of a tracing plugin. The counts begin with it. Safe for use
 * by many threads.
 */
@ConsumerType
public interface SpanCounts {

    /** How many were delivered. */
    long delivered();

    /** How many were lost because their delivery failed. */
    long failed();

    /** How many were dropped because too many waited. */
    long dropped();
}
