package io.hookline.runtime.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.hookline.common.file.Sha256;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriter;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.apache.hc.core5.http.impl.io.SessionOutputBufferImpl;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/** One request to the admin API. Used by one thread; another one may close it. */
final class AdminConnection implements AutoCloseable {

    private static final int BUFFER_BYTES = 8_192;
    private static final String EVENTS = "text/event-stream";
    private static final JsonFactory JSON = new JsonFactory();

    private final InputStream in;
    private final OutputStream out;
    private final Closeable connection;
    private final String host;
    private final String token;
    private final SessionInputBufferImpl buffer = new SessionInputBufferImpl(BUFFER_BYTES);
    private @Nullable IOException refused;

    /**
     * A connection that is open.
     *
     * @param connection closes the streams
     * @param host the host that the request names
     * @param token what the client shows; empty where the file system decides who may connect
     */
    AdminConnection(InputStream in, OutputStream out, Closeable connection, String host, String token) {
        this.in = in;
        this.out = out;
        this.connection = connection;
        this.host = host;
        this.token = token;
    }

    /**
     * Sends a request, and hands each event of the answer on until its end.
     *
     * @param events takes the name and the values of an event
     * @throws ProblemException if the answer is a problem
     */
    void post(String path, String json, BiConsumer<String, Map<String, String>> events) throws IOException {
        try {
            send(path, json, EVENTS);
            ClassicHttpResponse response = receive();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(body(response), StandardCharsets.UTF_8))) {
                String name = "";
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("event: ")) {
                        name = line.substring("event: ".length());
                    } else if (line.startsWith("data: ")) {
                        events.accept(name, values(line.substring("data: ".length())));
                    }
                }
            }
        } catch (HttpException e) {
            throw new IOException("the answer is not HTTP: " + e.getMessage(), e);
        }
    }

    /**
     * The words that fit at a place of a command line, those that begin with what stands there; {@code :files} among
     * them if names of files fit.
     */
    List<String> complete(List<String> before, String typed) throws IOException {
        String json = "{\"before\":" + JsonText.array(before) + ",\"typed\":" + JsonText.of(typed) + "}";
        try {
            send("/v1/completions", json, ContentType.APPLICATION_JSON.getMimeType());
            return offers(new String(body(receive()).readAllBytes(), StandardCharsets.UTF_8), typed);
        } catch (HttpException e) {
            throw new IOException("the answer is not HTTP: " + e.getMessage(), e);
        }
    }

    private static List<String> offers(String json, String typed) throws IOException {
        List<String> offers = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            String word = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_TRUE && "files".equals(parser.currentName())) {
                    offers.add(":files");
                } else if (token == JsonToken.VALUE_STRING && "word".equals(parser.currentName())) {
                    word = parser.getText();
                } else if (token == JsonToken.VALUE_STRING
                        && "description".equals(parser.currentName())
                        && word.startsWith(typed)) {
                    offers.add(parser.getText().isEmpty() ? word : word + "\t" + parser.getText());
                }
            }
        }
        return offers;
    }

    /**
     * Sends a file to the instance.
     *
     * @return the SHA-256 under which the instance keeps it, in hexadecimal digits
     */
    String upload(Path file) throws IOException {
        String digest = Sha256.of(file);
        BasicClassicHttpRequest request =
                request("/v1/artifacts?sha256=" + digest, "application/json", "application/java-archive");
        request.setHeader(HttpHeaders.CONTENT_LENGTH, Files.size(file));
        try {
            exchange(request, () -> Files.copy(file, out));
            String kept = values(new String(body(receive()).readAllBytes(), StandardCharsets.UTF_8))
                    .get("digest");
            if (!digest.equals(kept)) {
                throw new IOException(
                        "the instance has received other content than was sent: upload " + file + " again");
            }
            return digest;
        } catch (HttpException e) {
            throw new IOException("the answer is not HTTP: " + e.getMessage(), e);
        }
    }

    private void send(String path, String json, String accept) throws IOException, HttpException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        BasicClassicHttpRequest request = request(path, accept, ContentType.APPLICATION_JSON.getMimeType());
        request.setHeader(HttpHeaders.CONTENT_LENGTH, body.length);
        exchange(request, () -> out.write(body));
    }

    private BasicClassicHttpRequest request(String path, String accept, String type) {
        BasicClassicHttpRequest request = new BasicClassicHttpRequest("POST", path);
        request.setHeader(HttpHeaders.HOST, host);
        request.setHeader(HttpHeaders.ACCEPT, accept);
        request.setHeader(HttpHeaders.CONTENT_TYPE, type);
        if (!token.isEmpty()) {
            request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        }
        return request;
    }

    /** An instance that refuses a request may answer and close before it has read all of it. */
    private void exchange(BasicClassicHttpRequest request, Body body) throws IOException, HttpException {
        try {
            SessionOutputBufferImpl head = new SessionOutputBufferImpl(BUFFER_BYTES);
            new DefaultHttpRequestWriter().write(request, head, out);
            head.flush(out);
            body.write();
            out.flush();
        } catch (IOException e) {
            refused = e;
        }
    }

    private ClassicHttpResponse receive() throws IOException, HttpException {
        ClassicHttpResponse response;
        try {
            response = new DefaultHttpResponseParser().parse(buffer, in);
        } catch (IOException e) {
            throw refused == null ? e : refused;
        }
        if (response == null) {
            throw new IOException(
                    "it has closed the connection without an answer. It has as many clients as it takes, or is ending:"
                            + " try again in a moment");
        }
        if (response.getCode() / 100 != 2) {
            String text = new String(body(response).readAllBytes(), StandardCharsets.UTF_8);
            throw new ProblemException(Refusals.detail(response.getCode(), text));
        }
        return response;
    }

    private InputStream body(ClassicHttpResponse response) {
        Header length = response.getFirstHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            return new ContentLengthInputStream(buffer, in, Long.parseLong(length.getValue()));
        }
        return response.containsHeader(HttpHeaders.TRANSFER_ENCODING)
                ? new ChunkedInputStream(buffer, in)
                : new IdentityInputStream(buffer, in);
    }

    /** The members of a JSON object that are no objects or arrays, as text. */
    static Map<String, String> values(String json) throws IOException {
        Map<String, String> values = new HashMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken().isStructStart()) {
                    parser.skipChildren();
                } else {
                    values.put(name, parser.getText());
                }
            }
        }
        return values;
    }

    /** Closes it after some time, whatever the instance does; what waits for it fails then. */
    void closeAfter(Duration time) {
        Thread timer = new Thread(
                () -> {
                    try {
                        TimeUnit.NANOSECONDS.sleep(time.toNanos());
                        connection.close();
                    } catch (InterruptedException | IOException e) {
                        // It is closed already, or the process ends.
                    }
                },
                "hookline-timeout");
        timer.setDaemon(true);
        timer.start();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    /** Writes the body of a request. */
    @FunctionalInterface
    private interface Body {

        void write() throws IOException;
    }

    /** The instance refuses a request; the message is for the user. */
    static final class ProblemException extends IOException {

        private static final long serialVersionUID = 1L;

        ProblemException(String message) {
            super(message);
        }
    }
}
