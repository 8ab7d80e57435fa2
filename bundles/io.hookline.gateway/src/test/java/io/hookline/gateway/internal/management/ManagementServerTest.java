package io.hookline.gateway.internal.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.gateway.internal.management.Readiness.Lack;
import io.hookline.gateway.management.ManagementResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Health, and what the management port does with requests that nothing answers. */
@Timeout(60)
final class ManagementServerTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Handlers handlers = new Handlers();
    private final List<Lack> lacks = new CopyOnWriteArrayList<>();
    private ManagementServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ManagementServer(new ManagementSettings("127.0.0.1", 0), handlers, 120_000);
        handlers.add(new Health(() -> List.copyOf(lacks)), "/health");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void handsOnWhatTheClientAccepts() throws Exception {
        List<String> accepted = new CopyOnWriteArrayList<>();
        handlers.add(
                request -> {
                    accepted.add(request.accept());
                    return new ManagementResponse(200, "text/plain", "");
                },
                "/asks");
        get("/asks");
        client.send(
                HttpRequest.newBuilder(server.uri().resolve("/asks"))
                        .header("Accept", "text/html")
                        .header("Accept", "text/plain;q=0.5")
                        .build(),
                BodyHandlers.discarding());
        assertThat(accepted).containsExactly("", "text/html,text/plain;q=0.5");
    }

    @Test
    void isReadyOnlyWhenNothingIsMissing() throws Exception {
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        lacks.add(new Lack("required hook", "io.hookline.plugin.apikey is not there"));
        lacks.add(new Lack("upstream", "nothing accepts connections at http://10.0.0.5:9000"));
        HttpResponse<String> response = get("/health/ready?verbose");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(response.body().replaceAll("\\s+", " "))
                .contains(
                        "\"status\" : \"not ready\"",
                        "\"what\" : \"required hook\"",
                        "io.hookline.plugin.apikey is not there",
                        "nothing accepts connections at http://10.0.0.5:9000");
        assertThat(get("/health/live").statusCode()).as("alive all the same").isEqualTo(200);
    }

    @Test
    void withoutAGatewayItIsNotReady() throws Exception {
        handlers.add(new Health(null), "/health/");
        handlers.add(request -> new Health(null).answer(request), "/health/ready");
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").body()).contains("the gateway does not listen");
    }

    @Test
    void answersOnlyWhatItKnows() throws Exception {
        handlers.add(
                request -> {
                    throw new IllegalStateException("a secret");
                },
                "/failing");
        handlers.add(
                request -> new ManagementResponse(
                        201, "text/plain", request.method() + " " + request.query() + " " + request.body()),
                "/health/deeper");
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/healthy").statusCode()).isEqualTo(404);
        assertThat(get("/health").statusCode()).isEqualTo(404);
        assertThat(send("/health/live", "POST", "").statusCode()).isEqualTo(405);
        HttpResponse<String> head = send("/health/live", "HEAD", "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        HttpResponse<String> failed = get("/failing/x");
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).doesNotContain("secret");
        assertThat(send("/health/deeper?a=b", "PUT", "body").body()).isEqualTo("PUT a=b body");
        assertThat(send("/health/deeper", "PUT", "x".repeat(ManagementServer.MAX_BODY_BYTES + 1))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void malformedAndEndlessRequestsEnd() throws Exception {
        assertThat(raw("GET /health/live HTTP/1.1\r\nbad header\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(raw("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(raw("GET / HTTP/1.1\r\nX: " + "x".repeat(9_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(raw("GET /health/live HTTP/1.1\r\nHost: h\r\n\r\nGET /health/ready HTTP/1.1\r\nHost: h\r\n\r\n")
                        .split("HTTP/1.1 "))
                .as("one answer for a connection")
                .hasSize(2);
    }

    @Test
    void aConnectionEndsAfterItsDeadline() throws Exception {
        server.close();
        server = new ManagementServer(new ManagementSettings("127.0.0.1", 0), handlers, 200);
        assertThat(raw("GET /health/live HTTP/1.1\r\nHost: h\r\n"))
                .as("a head without its end")
                .isEmpty();
    }

    @Test
    void busyHandlersAreNotWaitedFor() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(8);
        handlers.add(
                request -> {
                    busy.countDown();
                    go.await();
                    return ManagementResponse.json(200, "{}");
                },
                "/slow");
        List<Socket> sockets = new CopyOnWriteArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.address().getPort());
                sockets.add(socket);
                socket.getOutputStream()
                        .write("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            busy.await();
            assertThat(get("/health/live").statusCode()).isEqualTo(503);
        } finally {
            go.countDown();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void clientsThatSayNothingAreInTheWayOfNoProbe() throws Exception {
        List<Socket> sockets = new CopyOnWriteArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                sockets.add(new Socket(
                        InetAddress.getLoopbackAddress(), server.address().getPort()));
            }
            assertThat(get("/health/live").statusCode()).isEqualTo(200);
            assertThat(sockets.get(0).getInputStream().read())
                    .as("the oldest one ends")
                    .isEqualTo(-1);
            Socket newest = sockets.get(299);
            newest.getOutputStream()
                    .write("GET /health/live HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(newest.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 200");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void aConfigurationHasToBePossible() throws IOException {
        ManagementCheck check = new ManagementCheck();
        assertThat(check.problems(Map.of())).isEmpty();
        assertThat(check.problems(Map.of("port", ""))).as("off").isEmpty();
        assertThat(check.problems(Map.of("port", "65536")))
                .singleElement()
                .asString()
                .contains("65535");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(check.problems(Map.of("port", port)))
                    .singleElement()
                    .asString()
                    .contains("127.0.0.1:" + port, "no port turns it off");
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(path, "GET", "");
    }

    private HttpResponse<String> send(String path, String method, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
