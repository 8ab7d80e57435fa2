package io.hookline.gateway.internal;

import static io.hookline.gateway.internal.RawHttp2.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens to a stream, or to the connection, if a client of HTTP/2 breaks a rule. */
final class Http2StreamsTest extends GatewayFixture {

    private final ConcurrentLinkedQueue<String> reached = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void cleartext() {
        draft.more.put("http2Cleartext", true);
        postProcess(exchange -> seen.add(exchange.status() + " " + exchange.method() + " " + exchange.path()));
    }

    static String[][] malformed() {
        return new String[][] {
            {":method", "POST", ":scheme", "ftp", ":path", "/", ":authority", "a"},
            {":method", "POST", ":path", "/", ":authority", "a"},
            {":method", "POST", ":scheme", "http", ":authority", "a"},
            {":method", "POST", ":scheme", "http", ":path", "", ":authority", "a"},
            {":method", "POST", ":scheme", "http", ":path", "a", ":authority", "a"},
            {":method", "POST", ":scheme", "http", ":path", "*", ":authority", "a"},
            {":scheme", "http", ":path", "/", ":authority", "a"},
            {":method", "PO ST", ":scheme", "http", ":path", "/", ":authority", "a"},
            {":method", "POST", ":scheme", "http", ":path", "/"},
            {":method", "POST", ":scheme", "http", ":path", "/", ":authority", ""},
            {":method", "POST", ":scheme", "http", ":path", "/", ":authority", "user@a"},
            {":method", "POST", ":scheme", "http", ":path", "/", ":authority", "a, b"},
            {":method", "CONNECT", ":scheme", "http", ":path", "/", ":authority", "a:1"},
            with(POST, ":method", "POST"),
            with(POST, ":authority", "a"),
            with(POST, ":path", "/b"),
            with(POST, ":status", "200"),
            with(POST, ":protocol", "websocket"),
            with(POST, "x", "1", ":scheme", "http"),
            with(POST, "host", "b"),
            with(POST, "host", "a", "host", "a"),
            with(POST, "X-Upper", "1"),
            with(POST, "x y", "1"),
            with(POST, "", "1"),
            with(POST, "x", "a\r\nb: c"),
            with(POST, "x", "a\0b"),
            with(POST, "x", " a"),
            with(POST, "x", "a\t"),
            with(POST, "connection", "close"),
            with(POST, "keep-alive", "1"),
            with(POST, "proxy-connection", "close"),
            with(POST, "transfer-encoding", "chunked"),
            with(POST, "upgrade", "h2c"),
            with(POST, "te", "trailers, deflate"),
            with(POST, "content-length", "3,3"),
            with(POST, "content-length", "3", "content-length", "3"),
            with(POST, "content-length", "3", "content-length", "4"),
            with(POST, "content-length", "+3"),
            with(POST, "content-length", "99999999999999999999"),
            // Longer and shorter than the three bytes that follow.
            with(POST, "content-length", "2"),
            with(POST, "content-length", "4"),
        };
    }

    @Test
    void aMalformedRequestEndsItsStreamOnly() throws Exception {
        try (RawHttp2 client = RawHttp2.to(startAndRecord().uri())) {
            String[][] cases = malformed();
            for (int i = 0; i < cases.length; i++) {
                int stream = 2 * i + 1;
                client.headers(stream, false, cases[i]).data(stream, false, 1).data(stream, true, 2);
                assertThat(client.await(RST_STREAM, stream).error())
                        .as(String.join("|", cases[i]))
                        .isEqualTo(PROTOCOL_ERROR);
                // What was on its way when the stream was reset.
                client.data(stream, false, 5).headers(stream, true, "x", "1");
            }
            client.headers(999, true, GET);
            assertThat(client.status(999)).isEqualTo("200");
        }
        // Those with a wrong length had begun, and did not reach the upstream as complete requests.
        assertThat(reached).containsExactly("GET 0");
    }

    @Test
    void nothingFollowsTheResetOfAStream() throws Exception {
        // Then all of the response is written while the gateway still reads, and leaves afterwards.
        points.nonBlocking = true;
        try (RawHttp2 client = RawHttp2.to(startAndRecord().uri())) {
            client.headers(1, true, with(GET, "connection", "close")).flush();
            List<Integer> types = new ArrayList<>();
            while (types.size() < 3) {
                RawHttp2.Frame frame = Objects.requireNonNull(client.next());
                if (frame.stream() == 1) {
                    types.add(frame.type());
                }
            }
            assertThat(types).containsExactly(HEADERS, DATA, RST_STREAM);
        }
    }

    @Test
    void hooksSeeMalformedRequestsWithTheirStatus() throws Exception {
        try (RawHttp2 client = RawHttp2.to(startAndRecord().uri())) {
            client.headers(1, false, with(POST, "connection", "close"));
            assertThat(client.status(1)).isEqualTo("400");
            assertThat(client.await(RST_STREAM, 1).error()).isEqualTo(PROTOCOL_ERROR);
        }
        assertThat(seen).containsExactly("400 POST ");
    }

    @Test
    void whatTheGatewayRefusesWithoutNeedHasAnOrdinaryResponse() throws Exception {
        draft.more.put("maxRequestLineBytes", 100);
        draft.more.put("maxHeadBytes", 2_000);
        draft.more.put("maxHeaderFields", 10);
        try (RawHttp2 client = RawHttp2.to(startAndRecord().uri())) {
            String path = "/" + "p".repeat(100);
            assertThat(answer(client, 1, ":method", "GET", ":scheme", "http", ":path", path, ":authority", "a"))
                    .isEqualTo("414");
            assertThat(answer(client, 3, ":method", "GET", ":scheme", "http", ":path", "/a%2fb", ":authority", "a"))
                    .isEqualTo("400");
            assertThat(answer(client, 5, ":method", "TRACE", ":scheme", "http", ":path", "/", ":authority", "a"))
                    .isEqualTo("405");
            assertThat(answer(client, 7, ":method", "CONNECT", ":authority", "a:1"))
                    .isEqualTo("405");
            assertThat(answer(client, 9, with(GET, "expect", "more"))).isEqualTo("417");
            assertThat(answer(client, 11, with(GET, "x", "v".repeat(2_000)))).isEqualTo("431");
            assertThat(answer(
                            client,
                            13,
                            with(
                                    GET,
                                    "a,b,c,d,e,f,g,h,i,j,k"
                                            .replace(",", ",1,")
                                            .concat(",1")
                                            .split(","))))
                    .isEqualTo("431");
            assertThat(answer(client, 15, ":method", "GET", ":scheme", "https", ":path", "/", "host", "a"))
                    .isEqualTo("200");
            assertThat(answer(client, 17, with(GET, "te", "trailers", "host", "A", "cookie", "a=1", "cookie", "b=2")))
                    .isEqualTo("200");
        }
        assertThat(seen).contains("431  ", "414 GET ", "200 GET /");
    }

    private static String answer(RawHttp2 client, int stream, String... fields) throws IOException {
        return client.headers(stream, true, fields).awaitLast(stream);
    }

    @Test
    void dataForAResetStreamGivesItsCreditBack() throws Exception {
        try (RawHttp2 client = RawHttp2.to(startAndRecord().uri())) {
            // Altogether several times what the window of a connection allows.
            for (int stream = 1; stream < 200; stream += 2) {
                client.headers(stream, false, with(POST, "connection", "close"));
                client.await(RST_STREAM, stream);
                client.data(stream, false, 16_384).data(stream, true, 16_384);
            }
            client.headers(201, false, POST).data(201, true, 16_384);
            assertThat(client.status(201)).isEqualTo("200");
        }
        assertThat(reached).containsExactly("POST 16384");
    }

    @Test
    void aStreamBeyondTheLimitIsRefusedAlone() throws Exception {
        draft.more.put("http2MaxStreams", 1);
        try (RawHttp2 client = RawHttp2.to(startAndRecord().uri())) {
            client.headers(1, false, POST);
            client.headers(3, false, POST);
            assertThat(client.await(RST_STREAM, 3).error()).isEqualTo(REFUSED_STREAM);
            client.data(3, false, 10)
                    .send(WINDOW_UPDATE, 0, 3, number(1))
                    .send(RST_STREAM, 0, 3, number(CANCEL))
                    .data(1, true, 10);
            assertThat(client.status(1)).isEqualTo("200");
        }
    }

    @Test
    void framesOnStreamsThatHaveEndedAreErrors() throws Exception {
        assertThat(endAfter(client -> {
                    client.headers(1, true, GET);
                    client.awaitLast(1);
                    client.data(1, true, 1);
                }))
                .isEqualTo(STREAM_CLOSED);
        assertThat(endAfter(client -> {
                    client.headers(1, true, GET);
                    client.awaitLast(1);
                    client.headers(1, true, GET);
                }))
                .isEqualTo(STREAM_CLOSED);
        assertThat(endAfter(client -> client.headers(5, true, GET).headers(3, true, GET)))
                .isEqualTo(PROTOCOL_ERROR);
        assertThat(endAfter(client -> client.headers(2, true, GET))).isEqualTo(PROTOCOL_ERROR);
        assertThat(endAfter(client -> client.data(1, true, 1))).isEqualTo(PROTOCOL_ERROR);
        assertThat(endAfter(client -> client.send(RST_STREAM, 0, 1, number(CANCEL))))
                .isEqualTo(PROTOCOL_ERROR);
        assertThat(endAfter(client -> client.send(WINDOW_UPDATE, 0, 1, number(0))))
                .isEqualTo(PROTOCOL_ERROR);
    }

    @Test
    void aSecondHeadOnAStreamThatTheClientHasEndedIsAnErrorOfTheStream() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (RawUpstream upstream = new RawUpstream((socket, number) -> over.await())) {
            draft.upstream = upstream.uri();
            try (RawHttp2 client = RawHttp2.to(start().uri())) {
                client.headers(1, true, GET).headers(1, true, GET);
                assertThat(client.await(RST_STREAM, 1).error()).isEqualTo(STREAM_CLOSED);
                client.headers(3, true, GET).data(3, true, 1);
                assertThat(client.await(RST_STREAM, 3).error()).isEqualTo(STREAM_CLOSED);
            } finally {
                over.countDown();
            }
        }
    }

    @Test
    void windowsThatOverflowAreErrors() throws Exception {
        assertThat(endAfter(client -> client.send(WINDOW_UPDATE, 0, 0, number(Integer.MAX_VALUE))))
                .isEqualTo(FLOW_CONTROL_ERROR);
        assertThat(endAfter(client -> client.headers(1, false, POST)
                        .send(WINDOW_UPDATE, 0, 1, number(1 << 20))
                        .send(SETTINGS, 0, 0, setting(4, Integer.MAX_VALUE))))
                .as("of all streams")
                .isEqualTo(FLOW_CONTROL_ERROR);
        try (RawHttp2 client = RawHttp2.to(request("/").build().uri())) {
            client.headers(1, false, POST).send(WINDOW_UPDATE, 0, 1, number(Integer.MAX_VALUE));
            assertThat(client.await(RST_STREAM, 1).error()).isEqualTo(FLOW_CONTROL_ERROR);
            client.headers(3, true, GET);
            assertThat(client.status(3)).isEqualTo("200");
        }
    }

    @ParameterizedTest
    @MethodSource("badTrailers")
    void malformedTrailersEndTheStream(String name, String value) throws Exception {
        try (RawHttp2 client = RawHttp2.to(startAndRecord().uri())) {
            client.headers(1, false, POST).data(1, false, 3).headers(1, true, name, value);
            assertThat(client.await(RST_STREAM, 1).error()).isEqualTo(PROTOCOL_ERROR);
            client.headers(3, true, GET);
            assertThat(client.status(3)).isEqualTo("200");
        }
        assertThat(reached).containsExactly("GET 0");
    }

    static String[][] badTrailers() {
        return new String[][] {
            {":path", "/"}, {"X-Sum", "1"}, {"x-sum", "a\nb"}, {"connection", "x"}, {"x", "v".repeat(9_000)}
        };
    }

    @Test
    void trailersOfBothSidesArePassedByTheList() throws Exception {
        draft.more.put("trailers", new String[] {"x-sum"});
        CountDownLatch arrived = new CountDownLatch(1);
        StringBuilder request = new StringBuilder();
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
            socket.readHead();
            request.append(socket.readHead());
            arrived.countDown();
            socket.send(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 2\r\nX-Bad: 1\r\n\r\n");
        })) {
            draft.upstream = upstream.uri();
            try (RawHttp2 client = RawHttp2.to(start().uri())) {
                client.headers(1, false, POST).data(1, false, 3).headers(1, true, "x-sum", "3", "x-bad", "1");
                assertThat(client.status(1)).isEqualTo("200");
                Frame trailers = client.await(HEADERS, 1);
                assertThat(trailers.isLast()).isTrue();
                assertThat(trailers.fields()).hasSize(1);
                assertThat(String.valueOf(trailers.fields().get("x-sum"))).isEqualTo("2");
            }
            arrived.await();
            assertThat(request)
                    .containsIgnoringCase("\r\n0\r\nx-sum: 3\r\n\r\n")
                    .doesNotContain("x-bad");
        }
    }

    private GatewayServer startAndRecord() throws IOException {
        return startBefore(http -> {
            byte[] body = http.getRequestBody().readAllBytes();
            reached.add(http.getRequestMethod() + " " + body.length);
            respond(http, 200, "ok");
        });
    }

    /** The code of the GOAWAY with which a connection ends after these frames. */
    private int endAfter(Frames frames) throws Exception {
        stop();
        try (RawHttp2 client = RawHttp2.to(startAndRecord().uri())) {
            frames.sendTo(client);
            return client.awaitEnd().error();
        }
    }

    /** Sends frames. */
    @FunctionalInterface
    interface Frames {
        void sendTo(RawHttp2 client) throws IOException;
    }
}
