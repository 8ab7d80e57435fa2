package io.hookline.gateway.internal;

import static io.hookline.gateway.internal.RawHttp2.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients of HTTP/2 can have the gateway do for nothing, and how a connection ends. */
final class Http2LimitsTest extends GatewayFixture {

    @BeforeEach
    void cleartext() {
        draft.more.put("http2Cleartext", true);
    }

    /** A flood, of which a client may send this many. */
    enum Flood {
        OF_PINGS(1_000) {
            @Override
            void one(RawHttp2 client, int number) throws IOException {
                client.send(PING, 0, 0, new byte[8]);
            }
        },
        OF_PING_ANSWERS(1_000) {
            @Override
            void one(RawHttp2 client, int number) throws IOException {
                client.send(PING, 1, 0, new byte[8]);
            }
        },
        OF_SETTINGS(100) {
            @Override
            void one(RawHttp2 client, int number) throws IOException {
                client.send(SETTINGS, 0, 0);
            }
        },
        OF_PRIORITIES(1_000) {
            @Override
            void one(RawHttp2 client, int number) throws IOException {
                client.send(PRIORITY, 0, 2 * number + 1, new byte[5]);
            }
        },
        OF_WINDOW_UPDATES(1_000) {
            @Override
            void one(RawHttp2 client, int number) throws IOException {
                client.send(WINDOW_UPDATE, 0, 0, number(1));
            }
        },
        OF_UNKNOWN_FRAMES(1_000) {
            @Override
            void one(RawHttp2 client, int number) throws IOException {
                client.send(UNKNOWN, 0, 1, new byte[100]);
            }
        },
        OF_RESETS(200) {
            @Override
            void one(RawHttp2 client, int number) throws IOException {
                client.headers(2 * number + 1, false, POST).send(RST_STREAM, 0, 2 * number + 1, number(CANCEL));
            }
        },
        OF_EMPTY_FRAMES(3) {
            @Override
            void one(RawHttp2 client, int number) throws IOException {
                if (number == 0) {
                    client.headers(1, false, POST);
                }
                client.data(1, false, 0);
            }
        },
        OF_MALFORMED_REQUESTS(200) {
            @Override
            void one(RawHttp2 client, int number) throws IOException {
                client.headers(2 * number + 1, true, with(GET, "connection", "close"));
            }
        },
        OF_CONTINUATIONS(16) {
            @Override
            void one(RawHttp2 client, int number) throws IOException {
                client.send(number == 0 ? HEADERS : CONTINUATION, 0, 1, block("x", "y"));
            }
        };

        final int allowed;

        Flood(int allowed) {
            this.allowed = allowed;
        }

        abstract void one(RawHttp2 client, int number) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void aFloodEndsTheConnection(Flood flood) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (RawUpstream upstream = new RawUpstream((socket, number) -> over.await())) {
            draft.upstream = upstream.uri();
            try (RawHttp2 client = RawHttp2.to(start().uri())) {
                for (int i = 0; i < 2 * flood.allowed + 2; i++) {
                    flood.one(client, i);
                }
                assertThat(client.awaitEnd().error()).isEqualTo(ENHANCE_YOUR_CALM);
            } finally {
                over.countDown();
            }
        }
    }

    @Test
    void aHeadThatDoesNotEndInTimeEndsTheConnection() throws Exception {
        draft.more.put("headTimeoutMillis", 1_000L);
        CountDownLatch others = new CountDownLatch(1);
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
            others.await();
            socket.send("HTTP/1.1 204 No Content\r\n\r\n");
        })) {
            draft.upstream = upstream.uri();
            URI gateway = start().uri();
            try (RawHttp2 whole = RawHttp2.to(gateway);
                    RawHttp2 endless = RawHttp2.to(gateway);
                    RawHttp2 half = RawHttp2.to(gateway)) {
                whole.send(HEADERS, END_STREAM, 1, block(GET))
                        .send(CONTINUATION, END_HEADERS, 1, block("x", "y"))
                        .flush();
                endless.send(HEADERS, END_STREAM, 1, block(GET)).flush();
                half.flush();
                half.socket.getOutputStream().write(new byte[] {0, 0, 50, HEADERS, END_HEADERS, 0, 0, 0, 1, 0});

                assertThat(endless.awaitEnd().error()).isEqualTo(ENHANCE_YOUR_CALM);
                assertThat(half.awaitEnd().error()).isEqualTo(ENHANCE_YOUR_CALM);
                others.countDown();
                assertThat(whole.await(HEADERS, 1).status()).isEqualTo("204");
            }
        } finally {
            others.countDown();
        }
    }

    @Test
    void controlFramesThatBelongToMessagesAreNoFlood() throws Exception {
        startBefore(http -> respond(http, 200, "ok"));
        try (RawHttp2 client = RawHttp2.to(request("/").build().uri())) {
            for (int i = 0; i < 300; i++) {
                int stream = 2 * i + 1;
                for (int ping = 0; ping < 5; ping++) {
                    client.send(PING, 0, 0, new byte[8]);
                }
                client.headers(stream, true, GET);
                assertThat(client.status(stream)).isEqualTo("200");
            }
        }
    }

    @Test
    void aHeadFarBeyondTheLimitEndsTheConnection() throws Exception {
        draft.more.put("maxHeadBytes", 1_024);
        startBefore(http -> respond(http, 200, "ok"));
        try (RawHttp2 client = RawHttp2.to(request("/").build().uri())) {
            client.headers(1, true, with(GET, "x", "v".repeat(1_500)));
            assertThat(client.awaitEnd().error()).isEqualTo(PROTOCOL_ERROR);
        }
    }

    /** A small block that stands for a large head. */
    @Test
    void aHeadThatGrowsWhenItIsDecodedIsRefusedAndTheConnectionStays() throws Exception {
        startBefore(http -> respond(http, 200, "ok"));
        try (RawHttp2 client = RawHttp2.to(request("/").build().uri())) {
            byte[] name = block("x", "v".repeat(4_000));
            name[0] = 0x40;
            byte[] start = block(GET);
            byte[] bomb = new byte[start.length + name.length + 8_000];
            System.arraycopy(start, 0, bomb, 0, start.length);
            System.arraycopy(name, 0, bomb, start.length, name.length);
            // The first entry of the table, again and again.
            java.util.Arrays.fill(bomb, start.length + name.length, bomb.length, (byte) 0xbe);
            client.send(HEADERS, END_HEADERS | END_STREAM, 1, bomb);
            assertThat(client.status(1)).isEqualTo("431");
            client.headers(3, true, GET);
            assertThat(client.status(3)).isEqualTo("200");
        }
    }

    @Test
    void aResponseThatIsNeverReadIsDropped() throws Exception {
        draft.requestTimeoutMillis = 200;
        draft.more.put("idleTimeoutMillis", 300L);
        for (String size : new String[] {"small", "large"}) {
            stop();
            startBefore(http -> respond(http, 200, size.equals("small") ? "ok" : "x".repeat(500_000)));
            try (RawHttp2 client = RawHttp2.to(request("/").build().uri())) {
                client.send(SETTINGS, 0, 0, setting(4, 0)).headers(1, true, GET);
                client.await(HEADERS, 1);
                client.await(RST_STREAM, 1);
            }
        }
    }

    @Test
    void tinyFramesThatNoCallTakesEndTheConnection() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        preRequest(exchange -> {
            over.await();
            return null;
        });
        startBefore(http -> respond(http, 200, "ok"));
        try (RawHttp2 client = RawHttp2.to(request("/").build().uri())) {
            client.headers(1, false, POST);
            for (int i = 0; i < 20_001; i++) {
                client.data(1, false, 1);
            }
            assertThat(client.awaitEnd().error()).isEqualTo(ENHANCE_YOUR_CALM);
        } finally {
            over.countDown();
        }
    }

    @Test
    void tinyFramesThatAreTakenAreCountedNoMore() throws Exception {
        startBefore(http -> {
            http.getRequestBody().readAllBytes();
            respond(http, 200, "ok");
        });
        try (RawHttp2 client = RawHttp2.to(request("/").build().uri())) {
            for (int stream = 1; stream < 20; stream += 2) {
                client.headers(stream, false, POST);
                for (int i = 0; i < 3_000; i++) {
                    client.data(stream, i == 2_999, 1);
                }
                assertThat(client.awaitLast(stream)).isEqualTo("200");
            }
        }
    }

    @Test
    void aStreamThatIsResetWithDataUnreadLeavesNothingBehind() throws Exception {
        draft.requestTimeoutMillis = 200;
        draft.more.put("idleTimeoutMillis", 300L);
        startBefore(http -> respond(http, 200, "ok"));
        try (RawHttp2 client = RawHttp2.to(request("/").build().uri())) {
            client.headers(1, false, with(POST, "connection", "close"))
                    .data(1, false, 3)
                    .data(1, false, 3);
            assertThat(client.await(RST_STREAM, 1).error()).isEqualTo(PROTOCOL_ERROR);
            assertThat(client.awaitEnd().error())
                    .as("of a connection without requests")
                    .isEqualTo(NO_ERROR);
        }
    }

    @Test
    void aCallLearnsThatItsClientHasResetTheStreamThoughDataIsUnread() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        preRequest(exchange -> {
            exchange.context().onCancel(gone::countDown);
            gone.await();
            return null;
        });
        startBefore(http -> respond(http, 200, "ok"));
        try (RawHttp2 client = RawHttp2.to(request("/").build().uri())) {
            client.headers(1, false, POST).data(1, false, 3).data(1, false, 3);
            client.send(RST_STREAM, 0, 1, number(CANCEL)).flush();
            assertThat(gone.await(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            gone.countDown();
        }
    }

    @Test
    void aConnectionWhoseClientHasClosedItsSideEndsWithItsRequests() throws Exception {
        startBefore(http -> {
            http.getRequestBody().readAllBytes();
            respond(http, 200, "ok");
        });
        try (RawHttp2 client = RawHttp2.to(request("/").build().uri())) {
            client.headers(1, true, GET)
                    .headers(3, false, POST)
                    .data(3, false, 1)
                    .flush();
            client.socket.shutdownOutput();
            assertThat(client.awaitEnd().error()).isEqualTo(NO_ERROR);
        }
    }

    @Test
    void aStopLetsRequestsFinishAndRefusesFurtherOnes() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        ExecutorService stopper = Executors.newSingleThreadExecutor();
        draft.graceMillis = 120_000;
        draft.requestTimeoutMillis = 100_000;
        draft.more.put("idleTimeoutMillis", 200_000L);
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
            socket.readHead();
            arrived.countDown();
            answer.await();
            socket.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        })) {
            draft.upstream = upstream.uri();
            try (RawHttp2 client = RawHttp2.to(start().uri())) {
                client.headers(1, true, GET).flush();
                arrived.await();
                Future<?> stopped = stopper.submit(this::stop);
                Frame goodbye = client.await(GOAWAY, 0);
                assertThat(goodbye.error()).isEqualTo(NO_ERROR);
                assertThat(goodbye.number()).isEqualTo(1);
                client.headers(3, true, GET);
                assertThat(client.await(RST_STREAM, 3).error()).isEqualTo(REFUSED_STREAM);
                answer.countDown();
                assertThat(client.status(1)).isEqualTo("200");
                assertThat(client.await(DATA, 1).payload().remaining()).isEqualTo(2);
                stopped.get();
            } finally {
                answer.countDown();
                stopper.shutdownNow();
            }
        }
    }
}
