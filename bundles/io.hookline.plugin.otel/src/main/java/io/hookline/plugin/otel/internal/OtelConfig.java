package io.hookline.plugin.otel.internal;

import io.hookline.api.plugin.Pattern;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What is traced, and where it goes. PID {@code io.hookline.plugin.otel}; changes apply to the next request. */
@ObjectClassDefinition(name = "OpenTelemetry traces")
@interface OtelConfig {

    /** Where spans go: a collector's address for OTLP over HTTP. */
    @AttributeDefinition(name = "Endpoint", description = "Address of a collector for OTLP over HTTP")
    @Pattern("https?://[^\\s]+")
    String endpoint() default "http://127.0.0.1:4318/v1/traces";

    /** Header fields of each request to the collector, such as a key: {@code NAME=VALUE}. */
    @AttributeDefinition(name = "Headers", description = "Header fields for the collector, each as NAME=VALUE")
    @Pattern("([!#$%&'*+.^_`|~0-9A-Za-z-]+=[^\\r\\n]*)?")
    String[] headers() default {};

    /** Percent of the requests that are traced, where the client does not decide. */
    @AttributeDefinition(
            name = "Sampled",
            description = "Percent of the requests that are traced",
            min = "0",
            max = "100")
    double samplePercent() default 100;

    /** Whether a client's {@code traceparent} is continued, and decides whether its request is traced. */
    @AttributeDefinition(name = "Client's trace", description = "Whether traceparent of a client is continued")
    boolean clientTrace() default true;

    /** Whether each hook has a span, not only each point. */
    @AttributeDefinition(name = "Spans of hooks", description = "Whether each hook has a span of its own")
    boolean hookSpans() default false;

    /** The name of the service in all traces. */
    @AttributeDefinition(name = "Service name", description = "Name of the service in traces", min = "1")
    String serviceName() default "hookline";

    /** How many spans wait for the collector at most; further ones are dropped. */
    @AttributeDefinition(name = "Queue", description = "How many spans wait at most", min = "1", max = "1000000")
    int queueSize() default 4096;

    /** How long a delivery may take, in milliseconds. */
    @AttributeDefinition(
            name = "Timeout",
            description = "How long a delivery may take, in ms",
            min = "1",
            max = "60000")
    int timeoutMillis() default 10_000;
}
