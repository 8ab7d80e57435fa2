package io.hookline.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Proxying with and without hooks. The tests run in a heap of 128 MiB. */
final class GatewayProxyTest extends GatewayFixture {

    private static final long BIG = 256L << 20;

    @Test
    void passesMethodPathQueryAndBody() throws Exception {
        startBefore(http -> respond(
                http,
                200,
                http.getRequestMethod() + " " + http.getRequestURI() + " "
                        + new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));

        assertThat(get("/a%3Bb/%C3%A9?x=1&y=%20").body()).isEqualTo("GET /a%3Bb/%C3%A9?x=1&y=%20 ");
        assertThat(send(request("/p").POST(BodyPublishers.ofString("hello"))).body())
                .isEqualTo("POST /p hello");
    }

    @Test
    void sendsTheCallIdUpstreamAndBack() throws Exception {
        startBefore(http -> respond(http, 200, "" + http.getRequestHeaders().getFirst("X-Call-Id")));

        HttpResponse<String> given = send(request("/").header("X-Call-Id", "from-client-1"));
        assertThat(given.body()).isEqualTo("from-client-1");
        assertThat(given.headers().allValues("X-Call-Id")).containsExactly("from-client-1");
        HttpResponse<String> fresh = send(request("/").header("X-Call-Id", "not valid"));
        assertThat(fresh.body()).matches("[0-9a-f]{32}");
        assertThat(fresh.headers().firstValue("X-Call-Id")).hasValue(fresh.body());
    }

    @Test
    void setsForwardedFieldsAndDropsThoseOfTheClient() throws Exception {
        startBefore(http -> respond(
                http,
                200,
                http.getRequestHeaders().get("X-Forwarded-For") + " "
                        + http.getRequestHeaders().get("X-Forwarded-Host") + " "
                        + http.getRequestHeaders().get("Forwarded")));

        HttpResponse<String> response = send(request("/")
                .header("X-Forwarded-For", "6.6.6.6")
                .header("X-Forwarded-Host", "evil")
                .header("Forwarded", "for=6.6.6.6"));

        assertThat(response.body()).isEqualTo("[127.0.0.1] [127.0.0.1] null");
    }

    @Test
    void fieldsWithAnUnderscoreReachNeitherHooksNorTheUpstreamUnlessYouSaySo() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        preRequest(exchange -> {
            seen.add(String.valueOf(exchange.requestHeaders().first("x_user_tier")));
            exchange.requestHeaders().set("X_By_Hook", "1");
            return null;
        });
        startBefore(http -> respond(
                http,
                200,
                http.getRequestHeaders().get("X_User_Tier") + " "
                        + http.getRequestHeaders().get("X_By_Hook")));
        assertThat(send(request("/").header("X_User_Tier", "gold")).body()).isEqualTo("null [1]");
        stop();
        draft.more.put("underscoreFields", true);
        start();
        assertThat(send(request("/").header("X_User_Tier", "gold")).body()).isEqualTo("[gold] [1]");
        assertThat(seen).containsExactly("null", "gold");
    }

    @Test
    void streamsBigBodiesBothWays() throws Exception {
        postProcess(exchange -> exchange.responseHeaders().set("X-Seen", "yes"));
        String[] seen = new String[1];
        startBefore(http -> {
            seen[0] = hash(http.getRequestBody());
            http.sendResponseHeaders(200, 0);
            try (InputStream random = new RandomStream(2);
                    OutputStream body = http.getResponseBody()) {
                random.transferTo(body);
            }
        });

        HttpResponse<InputStream> response = client.send(
                request("/")
                        .POST(BodyPublishers.ofInputStream(() -> new RandomStream(1)))
                        .build(),
                BodyHandlers.ofInputStream());

        try (InputStream body = response.body()) {
            assertThat(hash(body)).isEqualTo(hash(new RandomStream(2)));
        }
        assertThat(seen[0]).isEqualTo(hash(new RandomStream(1)));
        assertThat(response.headers().firstValue("X-Seen")).hasValue("yes");
    }

    @Test
    void keepsTheConnectionForHeadNoContentAndNotModified() throws Exception {
        postProcess(exchange -> {});
        GatewayServer gateway = startBefore(http -> {
            String path = http.getRequestURI().getPath();
            if (path.equals("/204") || path.equals("/304")) {
                http.sendResponseHeaders(Integer.parseInt(path.substring(1)), -1);
            } else if (http.getRequestMethod().equals("HEAD")) {
                http.getResponseHeaders().set("Content-Length", "5");
                http.sendResponseHeaders(200, -1);
            } else {
                respond(http, 200, "12345");
            }
        });

        try (RawSocket socket = RawSocket.to(gateway.uri())) {
            socket.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(socket.readHead()).startsWith("HTTP/1.1 200").containsIgnoringCase("content-length: 5");
            socket.send("GET /204 HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(socket.readHead()).startsWith("HTTP/1.1 204");
            socket.send("GET /304 HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(socket.readHead()).startsWith("HTTP/1.1 304");
            socket.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(socket.readHead()).startsWith("HTTP/1.1 200");
            assertThat(socket.read(5)).isEqualTo("12345");
        }
    }

    @Test
    void passesExpectContinue() throws Exception {
        preRequest(exchange -> null);
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
            assertThat(socket.readHead()).containsIgnoringCase("expect: 100-continue");
            socket.send("HTTP/1.1 100 Continue\r\n\r\n");
            String body = socket.read(4);
            socket.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n" + body);
        })) {
            draft.upstream = upstream.uri();
            try (RawSocket socket = RawSocket.to(start().uri())) {
                socket.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
                assertThat(socket.readHead()).startsWith("HTTP/1.1 100");
                socket.send("data");
                assertThat(socket.readHead()).startsWith("HTTP/1.1 200");
                assertThat(socket.read(4)).isEqualTo("data");
            }
        }
    }

    @Test
    void passesProtocolSwitches() throws Exception {
        preRequest(exchange -> null);
        postProcess(exchange -> exchange.responseHeaders().set("X-Seen", "" + exchange.status()));
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
            assertThat(socket.readHead()).containsIgnoringCase("upgrade: websocket");
            socket.send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
            socket.send("you said " + socket.read(5));
        })) {
            draft.upstream = upstream.uri();
            try (RawSocket socket = RawSocket.to(start().uri())) {
                socket.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
                assertThat(socket.readHead()).startsWith("HTTP/1.1 101").containsIgnoringCase("x-seen: 101");
                socket.send("hello");
                assertThat(socket.read(14)).isEqualTo("you said hello");
            }
        }
    }

    @Test
    void noOtherProtocolIsTunnelled() throws Exception {
        startBefore(http -> respond(
                http,
                200,
                http.getRequestHeaders().get("Upgrade") + " "
                        + http.getRequestHeaders().get("Connection")));
        try (RawSocket socket = RawSocket.to(start().uri())) {
            socket.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
            assertThat(socket.readHead()).startsWith("HTTP/1.1 200");
            assertThat(socket.read(4)).isEqualTo("null");
        }
    }

    @Test
    void stripsHopByHopFields() throws Exception {
        startBefore(http -> {
            http.getResponseHeaders().set("Keep-Alive", "timeout=1");
            respond(
                    http,
                    200,
                    http.getRequestHeaders().get("X-Hop") + " "
                            + http.getRequestHeaders().get("TE"));
        });
        try (RawSocket socket = RawSocket.to(request("/").build().uri())) {
            socket.send(
                    "GET / HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\nTE: trailers\r\n\r\n");
            assertThat(socket.readHead()).startsWith("HTTP/1.1 200").doesNotContain("timeout=1");
            assertThat(socket.read(9)).isEqualTo("null null");
        }
    }

    @Test
    void followsTheCurrentEndpoint() throws Exception {
        GatewayServer gateway = start();
        assertThat(get("/").statusCode()).isEqualTo(503);
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
            socket.readHead();
            socket.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            socket.readHead();
        })) {
            gateway.pointTo(upstream.uri());
            assertThat(get("/").body()).isEqualTo("ok");
            gateway.pointTo(null);
            assertThat(get("/").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void letsRequestsInFlightFinishWhenItStops() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        startBefore(http -> {
            arrived.countDown();
            awaitOn(release);
            respond(http, 200, "done");
        });
        var answer = client.sendAsync(request("/").build(), BodyHandlers.ofString());
        awaitOn(arrived);
        Thread stopper = new Thread(this::stop);
        stopper.start();
        stopper.join(200);
        assertThat(stopper.isAlive()).isTrue();
        release.countDown();
        stopper.join(60_000);

        assertThat(stopper.isAlive()).isFalse();
        assertThat(answer.get(60, TimeUnit.SECONDS).body()).isEqualTo("done");
    }

    @Test
    void namesCauseAndRemedyWhenThePortIsInUse() throws Exception {
        GatewayServer first = start();
        TestSettings second = new TestSettings();
        second.port = first.uri().getPort();

        assertThatThrownBy(() -> GatewayServer.start(second.build(), points, plan))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("127.0.0.1:" + second.port)
                .hasMessageContaining("in use")
                .hasMessageContaining("port 0 takes any free one");
    }

    @Test
    void aResponseThatBreaksOffInItsFirstSegmentStillShowsItsHead() throws Exception {
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
            socket.readHead();
            socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nz\r\nzz\r\n");
            socket.in.read();
        })) {
            draft.upstream = upstream.uri();
            try (RawSocket socket = RawSocket.to(start().uri())) {
                socket.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
                assertThat(socket.readHead()).startsWith("HTTP/1.1 200");
                assertThat(socket.in.readAllBytes())
                        .as("a body without its end")
                        .asString()
                        .isEqualTo("1\r\nz\r\n");
            }
        }
    }

    private static void awaitOn(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new IOException("waited in vain");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String hash(InputStream stream) throws IOException {
        try (DigestInputStream digest = new DigestInputStream(stream, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@value GatewayProxyTest#BIG} pseudo-random bytes from a seed. */
    private static final class RandomStream extends InputStream {

        private final byte[] block = new byte[65_521];
        private long left = BIG;

        RandomStream(long seed) {
            new Random(seed).nextBytes(block);
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("one byte at a time is too slow");
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int from = (int) ((BIG - left) % block.length);
            int count = (int) Math.min(Math.min(length, block.length - from), left);
            System.arraycopy(block, from, target, offset, count);
            left -= count;
            return count;
        }
    }
}
