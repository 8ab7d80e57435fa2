package io.hookline.gateway.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The gateway's configuration, PID {@value #PID}. Every option has a default; a change restarts the server. */
@ObjectClassDefinition(name = "Hookline Gateway", description = "HTTP reverse proxy with hook points")
@interface GatewayConfig {

    /** The configuration's PID. */
    String PID = "io.hookline.gateway";

    @AttributeDefinition(description = "Address to listen on")
    String host() default "127.0.0.1";

    @AttributeDefinition(description = "Port to listen on; 0 takes any free one")
    int port() default 8080;

    @AttributeDefinition(
            description = "Where requests go, for instance http://10.0.0.5:9000 or http://host:9000/base;"
                    + " empty for the Endpoint service with endpoint.name=records")
    String upstream() default "";

    @AttributeDefinition(description = "Plugins or hooks at http.pre-request without which no request passes")
    String[] requiredPreRequest() default {};

    @AttributeDefinition(description = "How long a request waits for a missing required hook, then gets 503")
    long requiredWaitMillis() default 5_000;

    @AttributeDefinition(description = "Threads that move bytes; 0 for one per processor")
    int ioThreads() default 0;

    @AttributeDefinition(description = "Threads that hooks run on")
    int workerThreads() default 64;

    @AttributeDefinition(description = "How long a request waits for a connection to the upstream, then gets 504")
    long upstreamConnectTimeoutMillis() default 3_000;

    @AttributeDefinition(
            description = "How long the upstream may take for the head of its response after the request, or after the"
                    + " last piece of its body, then the request gets 504; also the deadline that hooks see")
    long requestTimeoutMillis() default 30_000;

    @AttributeDefinition(description = "How long a connection may stand without a byte moving")
    long idleTimeoutMillis() default 120_000;

    @AttributeDefinition(
            description = "Connections to the upstream at most, rounded up to a multiple of ioThreads; further requests"
                    + " wait for upstreamConnectTimeoutMillis, then get 503")
    int maxUpstreamConnections() default 256;

    @AttributeDefinition(description = "Size of a request's body at most, beyond which it gets 413; 0 for no limit")
    long maxRequestBytes() default 1_073_741_824;

    @AttributeDefinition(description = "How long requests in flight may take to finish when the gateway stops")
    long shutdownGraceMillis() default 10_000;
}
