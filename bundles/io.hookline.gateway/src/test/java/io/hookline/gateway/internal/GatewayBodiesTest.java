package io.hookline.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.gateway.hook.BodyTap;
import io.hookline.gateway.hook.BodyTransform;
import io.hookline.gateway.hook.Response;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What hooks can do to bodies: taps, transforms, limits and replaced responses. */
final class GatewayBodiesTest extends GatewayFixture {

    private final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTransformChangesTheBodyAndItsFraming(boolean nonBlocking) throws Exception {
        points.nonBlocking = nonBlocking;
        postProcess(exchange -> {
            assertThat(exchange.responseLength()).isEqualTo(5);
            exchange.transformResponseBody(new Repeating(3));
        });
        try (RawUpstream upstream =
                upstream("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Digest: x\r\n\r\nhello")) {
            draft.upstream = upstream.uri();
            try (RawSocket client = RawSocket.to(start().uri())) {
                client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
                assertThat(client.readHead())
                        .startsWith("HTTP/1.1 200")
                        .contains("Transfer-Encoding: chunked")
                        .doesNotContainIgnoringCase("content-length")
                        .doesNotContainIgnoringCase("content-digest");
                assertThat(client.read(33)).isEqualTo("f\r\nhhheeellllllooo\r\n3\r\nEND\r\n0\r\n\r\n");
            }
        }
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(events).containsExactly("close"));
    }

    @Test
    void whatAPieceExpandsToIsBoundedByTheClientsPace() throws Exception {
        long factor = 2_000;
        Repeating repeating = new Repeating(factor);
        postProcess(exchange -> exchange.transformResponseBody(repeating));
        startBefore(http -> respond(http, 200, "x".repeat(32 << 10)));
        try (RawSocket client = RawSocket.to(request("/").build().uri())) {
            client.send("GET / HTTP/1.0\r\nHost: h\r\n\r\n");
            client.readHead();
            long expected = (32L << 10) * factor + "END".length();
            long received = 0;
            byte[] piece = new byte[64 << 10];
            while (received < expected) {
                long given = repeating.given.get();
                // What is between the two: the buffers of the gateway and of both sockets.
                assertThat(given - received).isLessThan(48L << 20);
                int count = client.in.read(piece);
                assertThat(count).isPositive();
                received += count;
            }
            assertThat(client.in.read()).isNegative();
        }
    }

    @Test
    void aTransformThatFailsBreaksTheResponseOff() throws Exception {
        postProcess(exchange -> exchange.transformResponseBody(new Repeating(1) {
            @Override
            public void end(ByteBuffer out) {
                throw new IllegalStateException("cannot end");
            }
        }));
        GatewayServer gateway = startBefore(http -> respond(http, 200, "hello"));
        try (RawSocket client = RawSocket.to(gateway.uri())) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            client.readHead();
            String rest = new String(client.in.readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(rest).doesNotEndWith("0\r\n\r\n");
        }
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(events).containsExactly("close"));
    }

    @Test
    void aClientOfHttp10NoticesThatABodyWasCutOff() throws Exception {
        try (RawUpstream upstream = upstream("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")) {
            draft.upstream = upstream.uri();
            try (RawSocket client = RawSocket.to(start().uri())) {
                client.send("GET / HTTP/1.0\r\nHost: h\r\n\r\n");
                assertThatThrownBy(() -> client.in.readAllBytes()).isInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void aTransformThatLeavesInputBehindBreaksTheResponseOff() throws Exception {
        postProcess(exchange -> exchange.transformResponseBody(new Repeating(1) {
            @Override
            public void transform(ByteBuffer in, ByteBuffer out) {
                out.put(in.get());
            }
        }));
        GatewayServer gateway = startBefore(http -> respond(http, 200, "hello"));
        try (RawSocket client = RawSocket.to(gateway.uri())) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            client.readHead();
            assertThat(new String(client.in.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void responsesWithoutABodyAreOnlyChangedInTheirHeads() throws Exception {
        postProcess(exchange -> exchange.transformResponseBody(new Repeating(3)));
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
            while (true) {
                String head = socket.readHead();
                if (head.isEmpty()) {
                    return;
                }
                socket.send(
                        head.startsWith("HEAD")
                                ? "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
                                : head.contains("/304")
                                        ? "HTTP/1.1 304 Not Modified\r\n\r\n"
                                        : "HTTP/1.1 204 No Content\r\n\r\n");
            }
        })) {
            draft.upstream = upstream.uri();
            try (RawSocket client = RawSocket.to(start().uri())) {
                for (String line : List.of("HEAD /", "GET /304", "GET /204")) {
                    client.send(line + " HTTP/1.1\r\nHost: h\r\n\r\n");
                    assertThat(client.readHead())
                            .doesNotContainIgnoringCase("content-length")
                            .doesNotContainIgnoringCase("chunked");
                }
                client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
                assertThat(client.readHead()).startsWith("HTTP/1.1 200");
            }
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(events).containsExactly("close", "close", "close", "close"));
        }
    }

    @Test
    void answersOfHooksAreTransformedAndTapped() throws Exception {
        preRequest(exchange -> Response.text(200, "hello"));
        postProcess(exchange -> {
            exchange.tapResponseBody(new Tap("raw"));
            exchange.transformResponseBody(new Repeating(2));
            exchange.tapResponseBody(new Tap("changed"));
        });
        startBefore(http -> respond(http, 500, ""));
        assertThat(get("/").body()).isEqualTo("hheelllloo\n\nEND");
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(events)
                .containsExactlyInAnyOrder(
                        "raw:hello\n",
                        "changed:hheelllloo\n\n",
                        "raw:end",
                        "changed:END",
                        "changed:end",
                        "raw:close",
                        "close",
                        "changed:close"));
    }

    @Test
    void aTapIsToldOfTheEndOfACompleteBodyOnly() throws Exception {
        postProcess(exchange -> exchange.tapResponseBody(new Tap(exchange.path())));
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
            String head = socket.readHead();
            socket.send(
                    head.contains("/cut")
                            ? "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello"
                            : head.contains("/chunked")
                                    ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
                                    : "HTTP/1.1 200 OK\r\n\r\nhello");
        })) {
            draft.upstream = upstream.uri();
            GatewayServer gateway = start();
            for (String path : List.of("/cut", "/chunked", "/close")) {
                try (RawSocket client = RawSocket.to(gateway.uri())) {
                    client.send("GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
                    client.in.readAllBytes();
                }
            }
        }
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(events)
                .containsExactlyInAnyOrder(
                        "/cut:hello",
                        "/cut:close",
                        "/chunked:hello",
                        "/chunked:end",
                        "/chunked:close",
                        "/close:hello",
                        "/close:close"));
    }

    @Test
    void aTapThatFailsDoesNotStopTheResponse() throws Exception {
        postProcess(exchange -> exchange.tapResponseBody(new Tap("tap") {
            @Override
            public void data(ByteBuffer piece) {
                throw new IllegalStateException("cannot read");
            }
        }));
        startBefore(http -> respond(http, 200, "hello"));
        assertThat(get("/").body()).isEqualTo("hello");
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(events).containsExactly("tap:close"));
    }

    @Test
    void trailersPassATransform() throws Exception {
        postProcess(exchange -> exchange.transformResponseBody(new Repeating(1)));
        String end = "0\r\nServer-Timing: a\r\nContent-Digest: b\r\n\r\n";
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n".concat(end);
        try (RawUpstream upstream = upstream(chunked)) {
            draft.upstream = upstream.uri();
            try (RawSocket client = RawSocket.to(start().uri())) {
                client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
                client.readHead();
                assertThat(new String(client.in.readAllBytes(), StandardCharsets.ISO_8859_1))
                        .endsWith("END\r\n0\r\nServer-Timing: a\r\n\r\n");
            }
        }
    }

    @Test
    void aCallKeepsItsLeaseWhileATransformIsUsed() throws Exception {
        AtomicInteger open = new AtomicInteger();
        postProcess(exchange -> exchange.transformResponseBody(new Repeating(1) {
            @Override
            public void transform(ByteBuffer in, ByteBuffer out) {
                open.set(points.scopesOpen.get());
                super.transform(in, out);
            }
        }));
        startBefore(http -> respond(http, 200, "hello"));
        assertThat(get("/").body()).isEqualTo("helloEND");
        assertThat(open).hasValue(1);
    }

    @Test
    void aHookLimitsTheRequestsBody() throws Exception {
        AtomicInteger upstreamCalls = new AtomicInteger();
        preRequest(exchange -> {
            exchange.limitRequestBody(10);
            exchange.limitRequestBody(20);
            return null;
        });
        startBefore(http -> {
            upstreamCalls.incrementAndGet();
            byte[] body = http.getRequestBody().readAllBytes();
            respond(http, 200, "got " + body.length);
        });
        assertThat(send(request("/").POST(BodyPublishers.ofString("x".repeat(10))))
                        .body())
                .isEqualTo("got 10");
        assertThat(send(request("/").POST(BodyPublishers.ofString("x".repeat(11))))
                        .statusCode())
                .isEqualTo(413);
        assertThat(upstreamCalls).hasValue(1);
        HttpResponse<String> chunked =
                send(request("/").POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("x".repeat(11)))));
        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(send(request("/").POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("x".repeat(10)))))
                        .body())
                .isEqualTo("got 10");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHookReplacesTheUpstreamsResponse(boolean nonBlocking) throws Exception {
        points.nonBlocking = nonBlocking;
        postProcess(exchange -> {
            if (exchange.requestHeaders().first("X-Keep") == null) {
                exchange.responseHeaders().set("X-Lost", "yes");
                exchange.replaceResponse(Response.text(200, "stored").withHeader("X-Stored", "yes"));
            }
        });
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
            while (true) {
                String head = socket.readHead();
                if (head.isEmpty()) {
                    return;
                }
                socket.send(
                        head.contains("/304")
                                ? "HTTP/1.1 304 Not Modified\r\n\r\n"
                                : "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlive");
            }
        })) {
            draft.upstream = upstream.uri();
            draft.more.put("ioThreads", 1);
            start();
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> response = get("/304");
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body()).isEqualTo("stored\n");
                assertThat(response.headers().firstValue("X-Stored")).hasValue("yes");
                assertThat(response.headers().firstValue("X-Lost")).isEmpty();
            }
            assertThat(upstream.connections).hasValue(1);
            assertThat(get("/200").body()).isEqualTo("stored\n");
            assertThat(send(request("/200").header("X-Keep", "1")).body()).isEqualTo("live");
        }
    }

    private static RawUpstream upstream(String response) throws IOException {
        return new RawUpstream((socket, number) -> {
            socket.readHead();
            socket.send(response);
        });
    }

    private class Tap implements BodyTap {

        private final String name;

        Tap(String name) {
            this.name = name;
        }

        @Override
        public void data(ByteBuffer piece) {
            events.add(name + ":" + StandardCharsets.UTF_8.decode(piece));
        }

        @Override
        public void end() {
            events.add(name + ":end");
        }

        @Override
        public void close() {
            events.add(name + ":close");
        }
    }

    /** Repeats each byte, and adds END. */
    private class Repeating implements BodyTransform {

        final AtomicLong given = new AtomicLong();
        private final long times;
        private long left;
        private byte current;
        private boolean ended;

        Repeating(long times) {
            this.times = times;
        }

        @Override
        public void transform(ByteBuffer in, ByteBuffer out) {
            int room = out.remaining();
            while (out.hasRemaining() && (left > 0 || in.hasRemaining())) {
                if (left == 0) {
                    current = in.get();
                    left = times;
                }
                out.put(current);
                left--;
            }
            given.addAndGet(room - out.remaining());
        }

        @Override
        public void end(ByteBuffer out) {
            if (!ended) {
                ended = true;
                out.put("END".getBytes(StandardCharsets.UTF_8));
            }
        }

        @Override
        public void close() {
            events.add("close");
        }
    }
}
