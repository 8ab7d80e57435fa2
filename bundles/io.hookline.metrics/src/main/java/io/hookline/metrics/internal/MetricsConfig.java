package io.hookline.metrics.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The metrics' configuration, PID {@value #PID}. A change applies at once. */
@ObjectClassDefinition(name = "Hookline Metrics", description = "Metrics for Prometheus on the management port")
@interface MetricsConfig {

    /** The configuration's PID. */
    String PID = "io.hookline.metrics";

    /** How many time series a metric has at most. What exceeds it is added up in one series, labelled {@code other}. */
    @AttributeDefinition(
            description = "How many time series a metric has at most; what exceeds it is added up in one series",
            min = "10",
            max = "100000")
    int maxSeries() default 2000;
}
