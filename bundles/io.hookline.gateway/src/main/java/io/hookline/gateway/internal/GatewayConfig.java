package io.hookline.gateway.internal;

import io.hookline.api.plugin.Pattern;
import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The gateway's configuration, PID {@value #PID}. Every option has a default; a change restarts the server. */
@ObjectClassDefinition(name = "Hookline Gateway", description = "HTTP reverse proxy with hook points")
@interface GatewayConfig {

    /** The configuration's PID. */
    String PID = "io.hookline.gateway";

    @AttributeDefinition(description = "Address to listen on", min = "1")
    String host() default "127.0.0.1";

    @AttributeDefinition(description = "Port to listen on; 0 for any free port", min = "0", max = "65535")
    int port() default 8080;

    @AttributeDefinition(
            description = "Target of requests, for instance http://10.0.0.5:9000 or http://host:9000/base;"
                    + " empty for the Endpoint service with endpoint.name=records")
    @Pattern("|\\s*|(?i:http)://[^/?#@\\s]+(/[^?#\\s]*)?")
    String upstream() default "";

    @AttributeDefinition(
            description =
                    "Plugins or hooks required at http.pre-request; without them no request passes. Empty: none is"
                            + " required, and the gateway is open to everyone who reaches it")
    @Protects("the plugins that a request must pass")
    String[] requiredPreRequest() default {"io.hookline.plugin.apikey"};

    @AttributeDefinition(description = "How long a request waits for a missing required hook, then gets 503", min = "0")
    long requiredWaitMillis() default 5_000;

    @AttributeDefinition(description = "I/O threads; 0 for one per processor", min = "0", max = "1024")
    int ioThreads() default 0;

    @AttributeDefinition(description = "Threads that hooks run on", min = "1", max = "10000")
    int workerThreads() default 64;

    @AttributeDefinition(
            description = "How long a request waits for a connection to the upstream, then gets 504",
            min = "1")
    long upstreamConnectTimeoutMillis() default 3_000;

    @AttributeDefinition(
            description = "How long the upstream may take for the head of its response after the request, or after the"
                    + " last piece of its body, then the request gets 504; also the deadline that hooks see",
            min = "1")
    long requestTimeoutMillis() default 30_000;

    @AttributeDefinition(description = "How long a connection may be idle", min = "1", max = "2147483647")
    long idleTimeoutMillis() default 120_000;

    @AttributeDefinition(
            description =
                    "Maximum number of connections to the upstream, rounded up to a multiple of ioThreads; further"
                            + " requests wait for upstreamConnectTimeoutMillis, then get 503",
            min = "1")
    int maxUpstreamConnections() default 256;

    @AttributeDefinition(
            description = "Maximum size of a request's body; larger ones get 413; 0 for no limit",
            min = "0")
    @Protects("the limit of a request's size")
    long maxRequestBytes() default 1_073_741_824;

    @AttributeDefinition(
            description = "How long requests in flight may take to finish when the gateway stops",
            min = "0")
    long shutdownGraceMillis() default 10_000;
}
