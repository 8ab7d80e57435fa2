package io.hookline.gateway.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's configuration, checked.
 *
 * @param upstream null to use the endpoint service
 */
record GatewaySettings(
        String host,
        int port,
        @Nullable URI upstream,
        List<String> requiredPreRequest,
        long requiredWaitMillis,
        int ioThreads,
        int workerThreads,
        long upstreamConnectTimeoutMillis,
        long requestTimeoutMillis,
        long idleTimeoutMillis,
        int maxUpstreamConnections,
        long maxRequestBytes,
        long shutdownGraceMillis) {

    GatewaySettings {
        atLeast("port", port, 0);
        if (port > 65_535) {
            throw refused("port", port, "the maximum is 65535");
        }
        atLeast("requiredWaitMillis", requiredWaitMillis, 0);
        atLeast("ioThreads", ioThreads, 1);
        atLeast("workerThreads", workerThreads, 1);
        atLeast("upstreamConnectTimeoutMillis", upstreamConnectTimeoutMillis, 1);
        atLeast("requestTimeoutMillis", requestTimeoutMillis, 1);
        if (idleTimeoutMillis <= requestTimeoutMillis || idleTimeoutMillis > Integer.MAX_VALUE) {
            throw refused("idleTimeoutMillis", idleTimeoutMillis, "it must exceed requestTimeoutMillis and fit an int");
        }
        atLeast("maxUpstreamConnections", maxUpstreamConnections, 1);
        atLeast("maxRequestBytes", maxRequestBytes, 0);
        atLeast("shutdownGraceMillis", shutdownGraceMillis, 0);
        requiredPreRequest = List.copyOf(requiredPreRequest);
    }

    /**
     * Checks a configuration.
     *
     * @throws IllegalArgumentException names the invalid option and its allowed values
     */
    static GatewaySettings of(GatewayConfig config) {
        int ioThreads = config.ioThreads() == 0 ? Runtime.getRuntime().availableProcessors() : config.ioThreads();
        return new GatewaySettings(
                config.host(),
                config.port(),
                upstreamOf(config.upstream().strip()),
                List.of(config.requiredPreRequest()),
                config.requiredWaitMillis(),
                ioThreads,
                config.workerThreads(),
                config.upstreamConnectTimeoutMillis(),
                config.requestTimeoutMillis(),
                config.idleTimeoutMillis(),
                config.maxUpstreamConnections(),
                config.maxRequestBytes(),
                config.shutdownGraceMillis());
    }

    /** The maximum number of connections of each I/O thread. */
    int connectionsPerIoThread() {
        return (maxUpstreamConnections + ioThreads - 1) / ioThreads;
    }

    private static @Nullable URI upstreamOf(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            URI uri = new URI(text);
            boolean plain = uri.getQuery() == null && uri.getFragment() == null && uri.getUserInfo() == null;
            if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || !plain) {
                throw refused("upstream", text, "give it as http://host:port or http://host:port/base");
            }
            return withoutTrailingSlash(uri);
        } catch (URISyntaxException e) {
            throw refused("upstream", text, e.getReason() + "; give it as http://host:port");
        }
    }

    private static URI withoutTrailingSlash(URI uri) throws URISyntaxException {
        String path = uri.getPath();
        String shorter = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        return new URI("http", null, uri.getHost(), port, shorter, null, null);
    }

    private static void atLeast(String option, long value, long least) {
        if (value < least) {
            throw refused(option, value, "it is " + least + " at least");
        }
    }

    private static IllegalArgumentException refused(String option, Object value, String remedy) {
        return new IllegalArgumentException(
                GatewayConfig.PID + ": " + option + " cannot be '" + value + "': " + remedy + ".");
    }
}
