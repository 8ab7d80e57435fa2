package io.hookline.runtime.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
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

/** One request to the admin API over its socket. Used by one thread; another one may close it. */
final class AdminConnection implements AutoCloseable {

    private static final int BUFFER_BYTES = 8_192;
    private static final String EVENTS = "text/event-stream";
    private static final JsonFactory JSON = new JsonFactory();

    private final SocketChannel channel;
    private final SessionInputBufferImpl buffer = new SessionInputBufferImpl(BUFFER_BYTES);

    /**
     * Connects.
     *
     * @throws IOException if nothing listens there
     */
    AdminConnection(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
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

    private void send(String path, String json, String accept) throws IOException, HttpException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        BasicClassicHttpRequest request = new BasicClassicHttpRequest("POST", path);
        request.setHeader(HttpHeaders.HOST, "localhost");
        request.setHeader(HttpHeaders.ACCEPT, accept);
        request.setHeader(HttpHeaders.CONTENT_TYPE, ContentType.APPLICATION_JSON.getMimeType());
        request.setHeader(HttpHeaders.CONTENT_LENGTH, body.length);
        var out = Channels.newOutputStream(channel);
        SessionOutputBufferImpl head = new SessionOutputBufferImpl(BUFFER_BYTES);
        new DefaultHttpRequestWriter().write(request, head, out);
        head.flush(out);
        out.write(body);
    }

    private ClassicHttpResponse receive() throws IOException, HttpException {
        ClassicHttpResponse response = new DefaultHttpResponseParser().parse(buffer, Channels.newInputStream(channel));
        if (response == null) {
            throw new IOException("the instance has closed the connection without an answer");
        }
        if (response.getCode() != 200) {
            String text = new String(body(response).readAllBytes(), StandardCharsets.UTF_8);
            throw new ProblemException(values(text).getOrDefault("detail", "status " + response.getCode()));
        }
        return response;
    }

    private InputStream body(ClassicHttpResponse response) {
        InputStream in = Channels.newInputStream(channel);
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
                        channel.close();
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
        channel.close();
    }

    /** The instance refuses a request; the message is for the user. */
    static final class ProblemException extends IOException {

        private static final long serialVersionUID = 1L;

        ProblemException(String message) {
            super(message);
        }
    }
}
