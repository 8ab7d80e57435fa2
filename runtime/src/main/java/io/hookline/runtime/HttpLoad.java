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
 * The request that a load makes over and over, and where to. Immutable.
 *
 * @param uri with scheme and host
 * @param headers name and value of each field
 * @param body null for none
 * @param timeout until the whole answer is there
 */
record HttpLoad(URI uri, String method, List<Field> headers, @Nullable ByteArrayEntity body, Duration timeout) {

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Set<String> NOT_TO_BE_SET =
            Set.of("content-length", "transfer-encoding", "connection", "expect");

    /** A header field. */
    record Field(String name, String value) {

        /**
         * A field as people write it, {@code Name: value}.
         *
         * @throws IllegalArgumentException if it is none or frames the message, with the text for whoever typed it
         */
        static Field of(String text) {
            int colon = text.indexOf(':');
            String name = colon < 0 ? text : text.substring(0, colon).strip();
            String value = text.substring(colon + 1).strip();
            if (colon <= 0
                    || !name.matches(TOKEN)
                    || value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c > 255 || c == 127)) {
                throw new IllegalArgumentException("--header is \"" + text + "\", not like \"X-API-Key: value\"");
            }
            if (NOT_TO_BE_SET.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "--header cannot set " + name + ": that follows from the body and the connection");
            }
            return new Field(name, value);
        }
    }

    /**
     * An address as people write it.
     *
     * @throws IllegalArgumentException if it is none of HTTP, with the text for whoever typed it
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
                        "URL has a user in it, which is not sent: say --header \"Authorization: Basic ...\"");
            }
        } catch (URISyntaxException e) {
            // Told below, as is one of another kind.
        }
        throw new IllegalArgumentException("URL is \"" + text + "\", not like http://127.0.0.1:8080/records");
    }

    /**
     * A method as people write it.
     *
     * @throws IllegalArgumentException if it is none, with the text for whoever typed it
     */
    static String method(String text) {
        if (!text.matches(TOKEN) || text.equalsIgnoreCase("CONNECT")) {
            throw new IllegalArgumentException("--method is \"" + text + "\", not like GET or POST");
        }
        return text;
    }

    boolean isEncrypted() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    int port() {
        return uri.getPort() >= 0 ? uri.getPort() : isEncrypted() ? 443 : 80;
    }

    /** What it is, for the report. */
    String what() {
        return method + " " + uri;
    }

    /**
     * Finds out whether anything listens there.
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

    /** The request, to be sent any number of times by one thread. */
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
     * What was typed, read and checked.
     *
     * @param method empty for the one that fits the body
     * @throws IllegalArgumentException if something cannot be, with the text for whoever typed it
     */
    static HttpLoad of(String url, String method, List<String> headers, byte @Nullable [] body, Duration timeout) {
        List<Field> fields = new ArrayList<>();
        headers.forEach(header -> fields.add(Field.of(header)));
        String verb = method.isEmpty() ? (body == null ? "GET" : "POST") : method(method);
        ByteArrayEntity entity = body == null ? null : new ByteArrayEntity(body, null);
        return new HttpLoad(uri(url), verb, List.copyOf(fields), entity, timeout);
    }
}
