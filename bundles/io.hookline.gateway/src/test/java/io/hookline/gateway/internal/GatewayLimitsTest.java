package io.hookline.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Slow, greedy and leaving clients, and what hooks learn of them. */
final class GatewayLimitsTest extends GatewayFixture {

    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();

    @Test
    void aHeadThatDoesNotEndGetsRequestTimeout() throws Exception {
        draft.more.put("headTimeoutMillis", 200L);
        watch();
        try (RawSocket socket = RawSocket.to(start().uri())) {
            socket.send("GET / HTTP/1.1\r\nHost: h\r\n");
            assertThat(socket.readHead()).startsWith("HTTP/1.1 408").contains("Connection: close");
        }
        assertThat(seen).containsExactly("408    0 0");
    }

    @Test
    void aConnectionWithoutARequestIsClosedSilently() throws Exception {
        draft.more.put("headTimeoutMillis", 200L);
        try (RawSocket socket = RawSocket.to(start().uri())) {
            assertThat(socket.in.read()).isEqualTo(-1);
        }
    }

    @Test
    void aBodyThatStopsGetsRequestTimeoutAndTheUpstreamAnAbortedRequest() throws Exception {
        draft.more.put("bodyTimeoutMillis", 200L);
        CountDownLatch aborted = new CountDownLatch(1);
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
            socket.readHead();
            assertThat(socket.read(1_000)).isEqualTo("3\r\nabc\r\n");
            aborted.countDown();
        })) {
            draft.upstream = upstream.uri();
            watch();
            try (RawSocket socket = RawSocket.to(start().uri())) {
                socket.send("POST /up HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
                assertThat(socket.readHead()).startsWith("HTTP/1.1 408");
            }
            assertThat(aborted.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(seen).containsExactly("408 POST /up HTTP/1.1 3 0");
    }

    @Test
    void manyUploadsThatStopAreCutOffAndOthersAreServed() throws Exception {
        draft.maxConnections = 320;
        draft.connectTimeoutMillis = 60_000;
        draft.more.put("bodyTimeoutMillis", 1_500L);
        List<RawSocket> uploads = new ArrayList<>();
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
            if (socket.readHead().startsWith("GET ")) {
                socket.send("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
            } else {
                socket.in.readAllBytes();
            }
        })) {
            draft.upstream = upstream.uri();
            URI gateway = start().uri();
            for (int i = 0; i < 300; i++) {
                RawSocket upload = RawSocket.to(gateway);
                uploads.add(upload);
                upload.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\nx");
                int sent = i + 1;
                if (sent % 30 == 0) { // fewer than any system lets wait to be accepted
                    await().atMost(Duration.ofMinutes(1)).until(() -> upstream.connections.get() >= sent);
                }
            }
            assertThat(get("/").statusCode()).isEqualTo(204);
            for (RawSocket upload : uploads) {
                assertThat(upload.readHead()).startsWith("HTTP/1.1 408");
            }
            assertThat(get("/").statusCode()).isEqualTo(204);
        } finally {
            for (RawSocket upload : uploads) {
                upload.close();
            }
        }
    }

    @Test
    void aMalformedRequestIsSeenAfterwardsWithItsStatus() throws Exception {
        watch();
        try (RawSocket socket = RawSocket.to(start().uri())) {
            socket.send("GET /a HTTP/1.1\r\nHost: h\r\nbad name: x\r\n\r\n");
            assertThat(socket.readHead()).startsWith("HTTP/1.1 400");
            assertThat(socket.in.readAllBytes()).isNotEmpty();
        }
        assertThat(seen).hasSize(1).first().asString().startsWith("400 GET ");
        assertThat(points.misuse).isEmpty();
    }

    @Test
    void aClientThatLeavesIsSeenWith499AndItsUpstreamIsClosed() throws Exception {
        draft.requestTimeoutMillis = 30_000;
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
            socket.readHead();
            arrived.countDown();
            assertThat(socket.in.read()).isEqualTo(-1);
            closed.countDown();
        })) {
            draft.upstream = upstream.uri();
            watch();
            try (RawSocket socket = RawSocket.to(start().uri())) {
                socket.send(GET);
                assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
        await().untilAsserted(() -> assertThat(seen).containsExactly("499 GET / HTTP/1.1 0 0"));
    }

    @Test
    void hooksSeeProtocolAndBytes() throws Exception {
        watch();
        startBefore(http -> {
            http.getRequestBody().readAllBytes();
            respond(http, 200, "ok");
        });
        assertThat(send(request("/p?q=1").POST(BodyPublishers.ofString("hello")))
                        .body())
                .isEqualTo("ok");
        assertThat(seen).containsExactly("200 POST /p HTTP/1.1 5 0");
    }

    @Test
    void furtherConnectionsOfAClientAreClosed() throws Exception {
        draft.more.put("maxConnectionsPerClient", 1);
        GatewayServer gateway = startBefore(http -> respond(http, 200, "ok"));
        try (RawSocket first = RawSocket.to(gateway.uri())) {
            first.send(GET);
            assertThat(first.readHead()).startsWith("HTTP/1.1 200");
            try (RawSocket second = RawSocket.to(gateway.uri())) {
                assertThat(second.in.read()).isEqualTo(-1);
            }
        }
        await().ignoreExceptions().until(() -> {
            try (RawSocket next = RawSocket.to(gateway.uri())) {
                next.send(GET);
                return next.readHead().startsWith("HTTP/1.1 200");
            }
        });
    }

    @Test
    void webSocketsEndWhenTheGatewayStops() throws Exception {
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
            socket.readHead();
            socket.send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nhi");
            socket.in.transferTo(java.io.OutputStream.nullOutputStream());
        })) {
            draft.upstream = upstream.uri();
            try (RawSocket socket = RawSocket.to(start().uri())) {
                socket.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
                assertThat(socket.readHead()).startsWith("HTTP/1.1 101");
                assertThat(socket.read(2)).isEqualTo("hi");
                stop();
                assertThat(socket.in.read()).isEqualTo(-1);
            }
        }
    }

    private void watch() {
        postProcess(exchange -> seen.add(exchange.status() + " " + exchange.method() + " " + exchange.path() + " "
                + exchange.protocol() + " " + exchange.bytesReceived() + " " + exchange.bytesSent()));
    }
}
