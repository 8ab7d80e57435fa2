package io.hookline.runtime;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the demo's load, kept open from call to call. It implements just enough HTTP/1.1 for the gateway
 * and never retries: a client that retries silently would hide lost calls.
 */
final class HttpConnection implements AutoCloseable {

    private static final int TIMEOUT_MS = 20_000;
    private static final int LONGEST_LINE = 8_192;

    private final Socket socket;
    private final InputStream in;

    HttpConnection(URI server) throws IOException {
        this(new Socket(server.getHost(), server.getPort()));
    }

    /** On a connected socket, such as one with TLS. */
    HttpConnection(Socket connected) throws IOException {
        socket = connected;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends a GET with header fields and reads the whole response. */
    Answer get(String path, Map<String, String> fields) throws IOException {
        StringBuilder head = new StringBuilder(256);
        head.append("GET ").append(path).append(" HTTP/1.1\r\nHost: demo\r\n");
        fields.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("\r\n");
        socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
        return read();
    }

    /** Sends a request and reads the whole response. */
    Answer call(String method, String path, @Nullable String key, @Nullable String json) throws IOException {
        StringBuilder head = new StringBuilder(256);
        head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: demo\r\n");
        if (key != null) {
            head.append("X-API-Key: ").append(key).append("\r\n");
        }
        if (json != null) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(json.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n");
        }
        head.append("\r\n").append(json == null ? "" : json);
        socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
        return read();
    }

    /**
     * Sends the head of a POST and returns when the server requests the body. Then the hooks before the upstream have
     * run, and the request stays inside the gateway until {@link #finish}.
     */
    void hold(String path, String key, String json) throws IOException {
        String head = "POST " + path + " HTTP/1.1\r\nHost: demo\r\nExpect: 100-continue\r\nX-API-Key: " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: "
                + json.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        String status = line();
        if (!status.startsWith("HTTP/1.1 100")) {
            throw new IOException("the call was refused: " + status);
        }
        while (!line().isEmpty()) {
            // An interim response has header fields, too.
        }
    }

    /** Sends the body and reads the response. */
    Answer finish(String json) throws IOException {
        socket.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
        return read();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private Answer read() throws IOException {
        String[] status = line().split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
            throw new IOException("not an HTTP response: " + String.join(" ", status));
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.merge(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip(),
                        (first, more) -> first + ", " + more);
            }
        }
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            skipChunks();
        } else {
            in.skipNBytes(Long.parseLong(headers.getOrDefault("content-length", "0")));
        }
        return new Answer(Integer.parseInt(status[1]), headers);
    }

    private void skipChunks() throws IOException {
        for (long size = Long.parseLong(line(), 16); size > 0; size = Long.parseLong(line(), 16)) {
            in.skipNBytes(size);
            line();
        }
        line();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (line.length() > LONGEST_LINE) {
                throw new IOException("a line of the response has no end");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /**
     * A response.
     *
     * @param headers by name in lower case; those of one name are joined by commas
     */
    record Answer(int status, Map<String, String> headers) {}
}
