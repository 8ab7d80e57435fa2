package io.hookline.plugin.compress.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.gateway.hook.TestConfig;
import io.hookline.gateway.internal.RawSocket;
import io.hookline.gateway.internal.RawUpstream;
import io.hookline.gateway.internal.TestGateway;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed bodies, behind a real gateway. */
class CompressGatewayTest {

    private final CompressHook hook = new CompressHook(TestConfig.of(CompressConfig.class, Map.of("minBytes", 10)));

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000, 16_384, 5_000_000})
    void theClientGetsTheSameBody(int length) throws Exception {
        byte[] body = text(length);
        try (RawUpstream upstream = serving("Content-Type: text/plain\r\n", body);
                TestGateway gateway = new TestGateway().with(hook).before(upstream.uri())) {
            HttpResponse<byte[]> response = gateway.send(gateway.request("/").header("Accept-Encoding", "gzip"));
            assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(response.headers().firstValue("Content-Length")).isEmpty();
            assertThat(unzipped(response.body())).isEqualTo(body);
            assertThat(gateway.send(gateway.request("/")).body()).isEqualTo(body);
        }
    }

    @Test
    void whatCannotBeCompressedStillArrives() throws Exception {
        byte[] body = new byte[3_000_000];
        new Random(7).nextBytes(body);
        try (RawUpstream upstream = serving("Content-Type: text/plain\r\n", body);
                TestGateway gateway = new TestGateway().with(hook).before(upstream.uri())) {
            assertThat(unzipped(gateway.send(gateway.request("/").header("Accept-Encoding", "gzip"))
                            .body()))
                    .isEqualTo(body);
        }
    }

    @Test
    void anEventReachesTheClientBeforeTheStreamEnds() throws Exception {
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
                    socket.readHead();
                    socket.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n");
                    socket.send("Transfer-Encoding: chunked\r\n\r\nd\r\ndata: first\n\n\r\n");
                    // Until the test closes its side, which it does after the event.
                    socket.in.read();
                });
                TestGateway gateway = new TestGateway().with(hook).before(upstream.uri());
                RawSocket client = RawSocket.to(gateway.uri())) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip\r\n\r\n");
            assertThat(client.readHead()).contains("Content-Encoding: gzip");
            Inflater inflater = new Inflater(true);
            StringBuilder received = new StringBuilder();
            int skip = 10;
            byte[] out = new byte[100];
            while (!received.toString().equals("data: first\n\n")) {
                int size = Integer.parseInt(line(client.in), 16);
                byte[] chunk = client.in.readNBytes(size);
                client.in.readNBytes(2);
                inflater.setInput(chunk, Math.min(skip, size), size - Math.min(skip, size));
                skip -= Math.min(skip, size);
                int count = inflater.inflate(out);
                received.append(new String(out, 0, count, StandardCharsets.US_ASCII));
            }
            inflater.end();
        }
    }

    @Test
    void aBodyThatIsCutOffDoesNotLookComplete() throws Exception {
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
                    socket.readHead();
                    socket.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 9999\r\n\r\nhello");
                });
                TestGateway gateway = new TestGateway().with(hook).before(upstream.uri());
                RawSocket client = RawSocket.to(gateway.uri())) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip\r\n\r\n");
            assertThat(client.readHead()).contains("Transfer-Encoding: chunked");
            assertThat(new String(client.in.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void headSaysWhatGetWouldAndHttp10GetsNoCoding() throws Exception {
        try (RawUpstream upstream = serving("Content-Type: text/plain\r\nETag: \"a\"\r\n", text(1_000));
                TestGateway gateway = new TestGateway().with(hook).before(upstream.uri())) {
            try (RawSocket client = RawSocket.to(gateway.uri())) {
                client.send("HEAD / HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip\r\n\r\n");
                assertThat(client.readHead())
                        .contains("Content-Encoding: gzip", "ETag: W/\"a\"", "Vary: Accept-Encoding")
                        .doesNotContain("Content-Length");
            }
            try (RawSocket client = RawSocket.to(gateway.uri())) {
                client.send("GET / HTTP/1.0\r\nHost: h\r\nAccept-Encoding: gzip\r\n\r\n");
                assertThat(client.readHead()).contains("Content-Length: 1000").doesNotContain("gzip");
            }
        }
    }

    @Test
    void anyRoomSuffices() throws IOException {
        byte[] body = text(10_000);
        GzipTransform transform = new GzipTransform(9, true);
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        ByteBuffer in = ByteBuffer.wrap(body);
        drain(result, room -> transform.transform(in, room));
        drain(result, transform::flush);
        drain(result, transform::flush);
        drain(result, transform::end);
        transform.close();
        assertThat(in.hasRemaining()).isFalse();
        assertThat(unzipped(result.toByteArray())).isEqualTo(body);
    }

    private static void drain(ByteArrayOutputStream result, Consumer<ByteBuffer> step) {
        ByteBuffer room = ByteBuffer.allocate(7);
        do {
            room.clear();
            step.accept(room);
            result.write(room.array(), 0, room.position());
        } while (!room.hasRemaining());
    }

    private static RawUpstream serving(String fields, byte[] body) throws IOException {
        return new RawUpstream((socket, number) -> {
            String head = socket.readHead();
            socket.send("HTTP/1.1 200 OK\r\n" + fields + "Content-Length: " + body.length + "\r\n"
                    + "Connection: close\r\n\r\n");
            if (!head.startsWith("HEAD")) {
                socket.out.write(body);
            }
        });
    }

    private static byte[] text(int length) {
        StringBuilder text = new StringBuilder(length);
        Random random = new Random(3);
        while (text.length() < length) {
            text.append("word ").append(random.nextInt(1000)).append(' ');
        }
        return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] unzipped(byte[] zipped) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return in.readAllBytes();
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.indexOf("\r\n") < 0) {
            int next = in.read();
            assertThat(next).as("the stream has ended").isNotNegative();
            line.append((char) next);
        }
        return line.substring(0, line.length() - 2);
    }
}
