package io.hookline.gateway.internal.config;

import io.hookline.api.plugin.Pattern;
import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The gateway's configuration, PID {@value #PID}. Every option has a default; a change applies at once. */
@ObjectClassDefinition(name = "Hookline Gateway", description = "HTTP reverse proxy with hook points")
public @interface GatewayConfig {

    /** The configuration's PID. */
    String PID = "io.hookline.gateway";

    @AttributeDefinition(description = "Address to listen on", min = "1")
    String host() default "127.0.0.1";

    @AttributeDefinition(description = "Port to listen on; 0 for any free port", min = "0", max = "65535")
    int port() default 8080;

    @AttributeDefinition(
            description = "Target of requests, for instance http://10.0.0.5:9000 or https://host/base;"
                    + " empty for the Endpoint service with endpoint.name=records")
    @Pattern("|\\s*|(?i:https?)://[^/?#@\\s]+(/[^?#\\s]*)?")
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

    @AttributeDefinition(
            description = "How long a connection may be idle: between two requests, while a client takes nothing of a"
                    + " response, while an upstream sends nothing of one, and in a WebSocket; more than"
                    + " requestTimeoutMillis",
            min = "1",
            max = "2147483647")
    long idleTimeoutMillis() default 120_000;

    @AttributeDefinition(
            description = "How long a client may take for a request's head, then it gets 408",
            min = "1",
            max = "2147483647")
    @Protects("the limit for slow clients")
    long headTimeoutMillis() default 30_000;

    @AttributeDefinition(
            description = "How long a client may send nothing of a body that the gateway waits for, then it gets 408",
            min = "1",
            max = "2147483647")
    @Protects("the limit for slow clients")
    long bodyTimeoutMillis() default 30_000;

    @AttributeDefinition(
            description = "Bytes per second that a client must send of a body on average, after the first 5 s; slower"
                    + " ones get 408; 0 for no minimum",
            min = "0",
            max = "1000000000")
    @Protects("the limit for slow clients")
    int minRequestBytesPerSecond() default 240;

    @AttributeDefinition(
            description = "Maximum size of a request line in bytes; longer ones get 414",
            min = "64",
            max = "1048576")
    int maxRequestLineBytes() default 16_384;

    @AttributeDefinition(
            description = "Maximum size of a head in bytes; longer ones of requests get 431, of responses 502",
            min = "1024",
            max = "1048576")
    @Protects("the limit of a head's size")
    int maxHeadBytes() default 65_536;

    @AttributeDefinition(
            description = "Maximum number of header fields; more in a request get 431, in a response 502",
            min = "1",
            max = "10000")
    int maxHeaderFields() default 200;

    @AttributeDefinition(
            description =
                    "Whether fields of requests whose names contain an underscore are passed on. Upstreams of some"
                            + " kinds take them for the fields with a hyphen, which hooks check")
    boolean underscoreFields() default false;

    @AttributeDefinition(
            description = "Maximum number of connections of clients; further ones wait in the system's queue",
            min = "1",
            max = "1000000")
    @Protects("the limit of connections")
    int maxConnections() default 10_000;

    @AttributeDefinition(
            description = "Maximum number of connections from one address; further ones are closed; 0 for no limit",
            min = "0",
            max = "1000000")
    @Protects("the limit of connections for each client")
    int maxConnectionsPerClient() default 1_000;

    @AttributeDefinition(
            description = "Fields after a body that are passed on; others are dropped, since no hook sees them. Fields"
                    + " that frame a message are dropped in any case")
    String[] trailers() default {
        "Content-Digest",
        "Repr-Digest",
        "Digest",
        "Server-Timing",
        "grpc-status",
        "grpc-message",
        "grpc-status-details-bin"
    };

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
            description = "File with the server's certificate and those that lead to its issuer, in PEM; with it the"
                    + " gateway speaks TLS 1.2 and 1.3 only. Read again when it changes")
    @Protects("the encryption of what clients send")
    String tlsCertificate() default "";

    @AttributeDefinition(description = "File with the private key of tlsCertificate, as PKCS #8 in PEM, not encrypted")
    String tlsKey() default "";

    @AttributeDefinition(
            description =
                    "File with certificates in PEM whose holders may issue certificates of clients; empty: clients"
                            + " need none")
    @Protects("the check of clients' certificates")
    String tlsClientCa() default "";

    @AttributeDefinition(
            description = "Whether a client without a certificate is refused, if tlsClientCa is set; otherwise it is"
                    + " only checked if there is one")
    @Protects("the check of clients' certificates")
    boolean tlsClientRequired() default true;

    @AttributeDefinition(description = "Whether HTTP/2 is offered to clients that use TLS")
    boolean http2() default true;

    @AttributeDefinition(
            description = "Whether clients may speak HTTP/2 without TLS, if they begin with it (h2c with prior"
                    + " knowledge)")
    boolean http2Cleartext() default false;

    @AttributeDefinition(
            description = "Maximum number of requests at a time on one connection of HTTP/2",
            min = "1",
            max = "10000")
    @Protects("the limit of requests on a connection")
    int http2MaxStreams() default 100;

    @AttributeDefinition(
            description = "File with the certificates that an https upstream's certificate must lead to, in PEM; empty:"
                    + " those of the JDK")
    @Protects("the check of the upstream's certificate")
    String upstreamCa() default "";

    @AttributeDefinition(
            description = "How long requests in flight may take to finish when the gateway stops",
            min = "0")
    long shutdownGraceMillis() default 10_000;
}
