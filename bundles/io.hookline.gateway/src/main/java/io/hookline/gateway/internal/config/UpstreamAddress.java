package io.hookline.gateway.internal.config;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Where requests are sent to.
 *
 * @param tls whether it is reached by https
 * @param host the name or address; an IPv6 address without brackets
 * @param base what precedes each request's path; without slash at its end, so mostly empty
 */
public record UpstreamAddress(boolean tls, String host, int port, String base) {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int LAST_PORT = 65_535;

    /** The address of an endpoint service. */
    public static UpstreamAddress of(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        String host = uri.getHost();
        boolean bracketed = host.startsWith("[");
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        return new UpstreamAddress(
                secure,
                bracketed ? host.substring(1, host.length() - 1) : host,
                uri.getPort() < 0 ? defaultPort(secure) : uri.getPort(),
                base);
    }

    /** The address as a {@code Host} field has it. */
    public String authority() {
        String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return port == defaultPort(tls) ? name : name + ":" + port;
    }

    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + authority() + base;
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is none; the message says what to give
     */
    public static UpstreamAddress parse(String text) {
        try {
            URI uri = new URI(text);
            boolean plain = uri.getQuery() == null && uri.getFragment() == null && uri.getUserInfo() == null;
            boolean known = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!known || uri.getHost() == null || !plain) {
                throw new IllegalArgumentException("give it as http://host:port or https://host:port/base");
            }
            if (uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
                throw new IllegalArgumentException("its port is not from 1 to " + LAST_PORT);
            }
            return of(uri);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e.getReason() + "; give it as http://host:port", e);
        }
    }

    /** The option {@code upstream}; null if it is empty. */
    static @Nullable UpstreamAddress configured(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return parse(text);
        } catch (IllegalArgumentException e) {
            throw GatewaySettings.refused("upstream", text, String.valueOf(e.getMessage()));
        }
    }

    private static int defaultPort(boolean secure) {
        return secure ? HTTPS_PORT : HTTP_PORT;
    }
}
