package io.hookline.runtime;

import io.hookline.load.LoadTarget;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * The request that a load repeats, with its target. Immutable.
 *
 * @param uri the target, with scheme and host
 * @param headers the header fields
 * @param body the body; null for none
 * @param timeout how long the whole response may take
 */
record HttpLoad(URI uri, String method, List<Field> headers, @Nullable ByteArrayEntity body, Duration timeout) {

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Set<String> NOT_TO_BE_SET =
            Set.of("content-length", "transfer-encoding", "connection", "expect");

    /** A header field. */
    record Field(String name, String value) {

        /**
         * Parses a field, {@code Name: value}.
         *
         * @throws IllegalArgumentException if it is invalid or frames the message; the message is for the user
         */
        static Field of(String text) {
            int colon = text.indexOf(':');
            String name = colon < 0 ? text : text.substring(0, colon).strip();
            String value = text.substring(colon + 1).strip();
            if (colon <= 0
                    || !name.matches(TOKEN)
                    || value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c > 255 || c == 127)) {
                throw new IllegalArgumentException("--header must be like \"X-API-Key: value\", not \"" + text + "\"");
            }
            if (NOT_TO_BE_SET.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "--header cannot set " + name + ": the body and the connection determine it");
            }
            return new Field(name, value);
        }
    }

    /**
     * Parses an address.
     *
     * @throws IllegalArgumentException if it is not an HTTP address; the message is for the user
     */
    static URI uri(String text) {
        try {
            URI uri = new URI(text);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null && uri.getUserInfo() == null && uri.getPort() <= 65_535) {
                return uri;
            }
            if (uri.getUserInfo() != null) {
                throw new IllegalArgumentException(
                        "URL contains a user, which is not sent: use --header \"Authorization: Basic ...\"");
            }
        } catch (URISyntaxException e) {
            // Reported below.
        }
        throw new IllegalArgumentException("URL must be like http://127.0.0.1:8080/records, not \"" + text + "\"");
    }

    /**
     * Parses a method.
     *
     * @throws IllegalArgumentException if it is invalid; the message is for the user
     */
    static String method(String text) {
        if (!text.matches(TOKEN) || text.equalsIgnoreCase("CONNECT")) {
            throw new IllegalArgumentException("--method must be like GET or POST, not \"" + text + "\"");
        }
        return text;
    }

    boolean isEncrypted() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    int port() {
        return uri.getPort() >= 0 ? uri.getPort() : isEncrypted() ? 443 : 80;
    }

    /** Its name in the report. */
    String what() {
        return method + " " + uri;
    }

    /**
     * Checks that something listens at the target.
     *
     * @throws LaunchException if nothing does
     */
    void checkListens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), port()), (int) timeout.toMillis());
        } catch (IOException e) {
            throw new LaunchException(
                    "nothing listens at " + uri.getHost() + ":" + port() + " (" + e + "); no call was made", e);
        }
    }

    /** The request for one thread, which sends it any number of times. */
    ClassicHttpRequest request() {
        String query = uri.getRawQuery();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        BasicClassicHttpRequest request =
                new BasicClassicHttpRequest(method, query == null ? path : path + "?" + query);
        request.addHeader("Host", uri.getPort() >= 0 ? uri.getHost() + ":" + uri.getPort() : uri.getHost());
        request.addHeader("User-Agent", "hookline-load");
        for (Field field : headers) {
            if (field.name().equalsIgnoreCase("Host") || field.name().equalsIgnoreCase("User-Agent")) {
                request.setHeader(field.name(), field.value());
            } else {
                request.addHeader(field.name(), field.value());
            }
        }
        ByteArrayEntity sent = body;
        if (sent != null) {
            request.addHeader("Content-Length", String.valueOf(sent.getContentLength()));
            request.setEntity(sent);
        }
        return request;
    }

    /** The target of a run: each caller keeps a connection of its own. */
    LoadTarget target(boolean pauseAfterRefusal) {
        return number -> new HttpCaller(this, pauseAfterRefusal);
    }

    /**
     * Parses and checks the typed options.
     *
     * @param method the method; empty for GET, or POST if there is a body
     * @throws IllegalArgumentException if an option is invalid; the message is for the user
     */
    static HttpLoad of(String url, String method, List<String> headers, byte @Nullable [] body, Duration timeout) {
        List<Field> fields = new ArrayList<>();
        headers.forEach(header -> fields.add(Field.of(header)));
        String verb = method.isEmpty() ? (body == null ? "GET" : "POST") : method(method);
        ByteArrayEntity entity = body == null ? null : new ByteArrayEntity(body, null);
        return new HttpLoad(uri(url), verb, List.copyOf(fields), entity, timeout);
    }
}
