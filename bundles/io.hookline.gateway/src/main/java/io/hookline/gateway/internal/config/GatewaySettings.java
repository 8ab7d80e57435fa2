package io.hookline.gateway.internal.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's configuration, checked.
 *
 * @param upstream null to use the endpoint service
 * @param tls null if clients do not use it
 */
public record GatewaySettings(
        Listening listening,
        Heads heads,
        Bodies bodies,
        Hooks hooks,
        Forwarding forwarding,
        @Nullable UpstreamAddress upstream,
        @Nullable Tls tls,
        Http2 http2,
        long shutdownGraceMillis) {

    private static final int MAX_PORT = 65_535;
    private static final OptionCheck CHECK = new OptionCheck(GatewayConfig.PID);

    /**
     * Checks a configuration.
     *
     * @throws IllegalArgumentException names the invalid option and its allowed values
     */
    public static GatewaySettings of(GatewayConfig config) {
        return new GatewaySettings(
                listening(config),
                heads(config),
                bodies(config),
                hooks(config),
                forwarding(config),
                UpstreamAddress.configured(config.upstream().strip()),
                tls(config),
                new Http2(
                        config.http2(),
                        config.http2Cleartext(),
                        within("http2MaxStreams", config.http2MaxStreams(), 1, 10_000)),
                atLeast("shutdownGraceMillis", config.shutdownGraceMillis(), 0));
    }

    /** Whether connections of clients can stay as they are under the other settings. */
    public boolean keepsClients(GatewaySettings other) {
        return listening.sameAddress(other.listening)
                && listening.ioThreads == other.listening.ioThreads
                && Objects.equals(tls, other.tls)
                && http2.equals(other.http2);
    }

    /** Whether the connections to upstreams are good for the other settings, too. */
    public boolean keepsUpstream(GatewaySettings other) {
        return Objects.equals(upstream, other.upstream)
                && forwarding.equals(other.forwarding)
                && heads.equals(other.heads);
    }

    /** An option that cannot have its value. */
    static IllegalArgumentException refused(String option, Object value, String remedy) {
        return CHECK.refused(option, value, remedy);
    }

    private static Listening listening(GatewayConfig config) {
        int processors = Runtime.getRuntime().availableProcessors();
        int ioThreads = config.ioThreads() == 0 ? processors : config.ioThreads();
        long idle = config.idleTimeoutMillis();
        if (idle <= config.requestTimeoutMillis() || idle > Integer.MAX_VALUE) {
            throw refused("idleTimeoutMillis", idle, "it must exceed requestTimeoutMillis and fit an int");
        }
        return new Listening(
                config.host(),
                within("port", config.port(), 0, MAX_PORT),
                within("ioThreads", ioThreads, 1, 1024),
                within("maxConnections", config.maxConnections(), 1, Integer.MAX_VALUE),
                within("maxConnectionsPerClient", config.maxConnectionsPerClient(), 0, Integer.MAX_VALUE),
                nanos(idle));
    }

    private static Heads heads(GatewayConfig config) {
        return new Heads(
                within("maxRequestLineBytes", config.maxRequestLineBytes(), 64, 1 << 20),
                within("maxHeadBytes", config.maxHeadBytes(), 1024, 1 << 20),
                within("maxHeaderFields", config.maxHeaderFields(), 1, 10_000),
                nanos(atLeast("headTimeoutMillis", config.headTimeoutMillis(), 1)),
                config.underscoreFields());
    }

    private static Bodies bodies(GatewayConfig config) {
        return new Bodies(
                atLeast("maxRequestBytes", config.maxRequestBytes(), 0),
                within("minRequestBytesPerSecond", config.minRequestBytesPerSecond(), 0, 1_000_000_000),
                nanos(atLeast("bodyTimeoutMillis", config.bodyTimeoutMillis(), 1)),
                List.of(config.trailers()));
    }

    private static Hooks hooks(GatewayConfig config) {
        return new Hooks(
                List.of(config.requiredPreRequest()),
                atLeast("requiredWaitMillis", config.requiredWaitMillis(), 0),
                within("workerThreads", config.workerThreads(), 1, 10_000));
    }

    private static Forwarding forwarding(GatewayConfig config) {
        int connections = within("maxUpstreamConnections", config.maxUpstreamConnections(), 1, Integer.MAX_VALUE);
        return new Forwarding(
                atLeast("upstreamConnectTimeoutMillis", config.upstreamConnectTimeoutMillis(), 1),
                atLeast("requestTimeoutMillis", config.requestTimeoutMillis(), 1),
                connections,
                file(config.upstreamCa()));
    }

    private static @Nullable Tls tls(GatewayConfig config) {
        Path certificate = file(config.tlsCertificate());
        Path key = file(config.tlsKey());
        Path clientCa = file(config.tlsClientCa());
        if (certificate == null && key == null && clientCa == null) {
            return null;
        }
        if (certificate == null || key == null) {
            String missing = certificate == null ? "tlsCertificate" : "tlsKey";
            throw refused(missing, "", "tlsCertificate and tlsKey belong together, and tlsClientCa needs both");
        }
        return new Tls(certificate, key, clientCa, config.tlsClientRequired());
    }

    private static @Nullable Path file(String text) {
        return text.isBlank() ? null : Path.of(text.strip());
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static int within(String option, int value, int least, int most) {
        return CHECK.within(option, value, least, most);
    }

    private static long atLeast(String option, long value, long least) {
        return CHECK.atLeast(option, value, least);
    }

    /**
     * Where clients connect.
     *
     * @param maxPerClient the most connections from one address; 0 for no limit
     */
    public record Listening(
            String host, int port, int ioThreads, int maxConnections, int maxPerClient, long idleNanos) {

        /** Whether both mean the same address. */
        public boolean sameAddress(Listening other) {
            return host.equals(other.host) && port == other.port;
        }
    }

    /**
     * The limits of heads, of requests and of responses.
     *
     * @param underscores whether fields of requests whose names contain an underscore are passed on
     */
    public record Heads(int maxRequestLineBytes, int maxBytes, int maxFields, long timeoutNanos, boolean underscores) {}

    /**
     * The limits of bodies.
     *
     * @param maxRequestBytes 0 for no limit
     * @param minBytesPerSecond 0 for no minimum
     * @param silenceNanos how long nothing of a body may arrive
     * @param trailers the names of the fields after a body that are passed on
     */
    public record Bodies(long maxRequestBytes, int minBytesPerSecond, long silenceNanos, List<String> trailers) {}

    /** How hooks are called. */
    public record Hooks(List<String> required, long requiredWaitMillis, int workerThreads) {}

    /**
     * How requests are sent to the upstream.
     *
     * @param ca the certificates that an upstream's must lead to; null for those of the JDK
     */
    public record Forwarding(
            long connectTimeoutMillis, long requestTimeoutMillis, int maxConnections, @Nullable Path ca) {}

    /**
     * The files for TLS, in PEM.
     *
     * @param clientCa null if clients need no certificate
     */
    public record Tls(Path certificate, Path key, @Nullable Path clientCa, boolean clientRequired) {}

    /** Where HTTP/2 is spoken. */
    public record Http2(boolean withTls, boolean cleartext, int maxStreams) {}
}
