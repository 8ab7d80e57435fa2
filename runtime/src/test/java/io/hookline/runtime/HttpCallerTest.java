package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.hookline.load.LoadOutcome;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One connection of a load against a small server. */
final class HttpCallerTest {

    private final CountDownLatch never = new CountDownLatch(1);
    private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile String asked = "";
    private @Nullable HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", http -> {
            clients.add(http.getRemoteAddress());
            String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked = http.getRequestMethod() + " " + http.getRequestURI() + " "
                    + http.getRequestHeaders().get("X-Key")
                    + http.getRequestHeaders().getFirst("Host") + " " + body;
            int status = Integer.parseInt(http.getRequestURI().getPath().substring(1));
            // Chunked, except for those without a body.
            http.sendResponseHeaders(
                    status, status == 204 || http.getRequestMethod().equals("HEAD") ? -1 : 0);
            try (OutputStream out = http.getResponseBody()) {
                if (status != 204) {
                    out.write(new byte[20_000]);
                }
            } catch (IOException e) {
                // A HEAD has no body to write.
            }
        });
        server.createContext("/never", http -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        never.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void oneConnectionServesCallAfterCall() throws Exception {
        try (HttpCaller caller = caller("GET", "/200")) {
            assertThat(caller.call()).isEqualTo(LoadOutcome.well("200"));
            assertThat(caller.call()).isEqualTo(LoadOutcome.well("200"));
        }
        assertThat(clients).hasSize(1);
    }

    @Test
    void readsResponsesWithoutABody() throws Exception {
        try (HttpCaller caller = caller("GET", "/204")) {
            assertThat(caller.call().kind()).isEqualTo("204");
            assertThat(caller.call().kind()).isEqualTo("204");
        }
        try (HttpCaller caller = caller("HEAD", "/200")) {
            assertThat(caller.call().kind()).isEqualTo("200");
            assertThat(caller.call().kind()).isEqualTo("200");
        }
        assertThat(clients).hasSize(2);
    }

    @Test
    void statusesFromFourHundredOnAreErrors() throws Exception {
        try (HttpCaller caller = caller("GET", "/302")) {
            assertThat(caller.call().failed()).isFalse();
        }
        try (HttpCaller caller = caller("GET", "/404")) {
            assertThat(caller.call()).isEqualTo(LoadOutcome.failed("404", "Not Found"));
        }
        try (HttpCaller caller = caller("GET", "/503")) {
            assertThat(caller.call().failed()).isTrue();
        }
    }

    @Test
    void methodHeaderAndBodyAreSent() throws Exception {
        HttpLoad load = HttpLoad.of(
                uri("/201?a=b%20c"),
                "",
                List.of("X-Key: one", "x-key:two", "Host: other"),
                "{}".getBytes(StandardCharsets.UTF_8),
                Duration.ofSeconds(5));
        try (HttpCaller caller = new HttpCaller(load, false)) {
            assertThat(caller.call().kind()).isEqualTo("201");
            assertThat(caller.call().kind()).isEqualTo("201");
        }
        assertThat(asked).isEqualTo("POST /201?a=b%20c [one, two]other {}");
    }

    @Test
    void aServerThatDoesNotAnswerIsATimeout() throws Exception {
        HttpLoad load = HttpLoad.of(uri("/never"), "", List.of(), null, Duration.ofMillis(50));
        try (HttpCaller caller = new HttpCaller(load, false)) {
            assertThat(caller.call()).isEqualTo(LoadOutcome.failed("timeout", "no answer within 50 ms"));
        }
    }

    @Test
    void aServerThatDoesNotListenIsNotConnected() throws Exception {
        try (HttpCaller caller = caller("GET", "/200")) {
            assertThat(caller.call().failed()).isFalse();
            server.stop(0);
            assertThat(caller.call().kind()).isIn("connection lost", "not connected");
            LoadOutcome gone = caller.call();
            assertThat(gone.kind()).isEqualTo("not connected");
            assertThat(gone.failed()).isTrue();
        }
        HttpLoad load = HttpLoad.of(uri("/200"), "", List.of(), null, Duration.ofSeconds(5));
        assertThatThrownBy(load::checkListens)
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("nothing listens at 127.0.0.1:");
    }

    @Test
    void aConnectionThatIsClosedInTheMiddleIsLostWithoutARetry() throws Exception {
        try (ServerSocket rude = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> {
                try {
                    for (String answer :
                            List.of("", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", "what?\r\n\r\n")) {
                        try (Socket socket = rude.accept()) {
                            socket.getInputStream().read(new byte[1_000]);
                            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                        }
                    }
                } catch (IOException e) {
                    // The test checks the result.
                }
            });
            HttpLoad load =
                    HttpLoad.of("http://127.0.0.1:" + rude.getLocalPort(), "", List.of(), null, Duration.ofSeconds(5));
            try (HttpCaller caller = new HttpCaller(load, false)) {
                assertThat(caller.call().kind()).isEqualTo("connection lost");
                assertThat(caller.call().kind()).isEqualTo("connection lost");
                assertThat(caller.call().failed()).isTrue();
            }
        }
    }

    @Test
    void anAbortEndsAHangingCall() throws Exception {
        HttpLoad load = HttpLoad.of(uri("/never"), "", List.of(), null, Duration.ofHours(1));
        HttpCaller caller = new HttpCaller(load, false);
        CountDownLatch ended = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            try {
                caller.call();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ended.countDown();
        });
        thread.start();
        caller.abort();
        ended.await();
    }

    @Test
    void invalidRequestsAreRefused() {
        assertThatThrownBy(() -> HttpLoad.Field.of("no colon")).hasMessageContaining("X-API-Key: value");
        assertThatThrownBy(() -> HttpLoad.Field.of("a: b\r\nc: d")).hasMessageContaining("--header");
        assertThatThrownBy(() -> HttpLoad.Field.of("content-length: 3")).hasMessageContaining("cannot set");
        assertThatThrownBy(() -> HttpLoad.uri("ftp://a/")).hasMessageContaining("URL must be like http://");
        assertThatThrownBy(() -> HttpLoad.uri("localhost:80")).hasMessageContaining("URL must be like http://");
        assertThatThrownBy(() -> HttpLoad.uri("http://me:secret@a/")).hasMessageContaining("Authorization");
        assertThatThrownBy(() -> HttpLoad.method("GE T")).hasMessageContaining("--method");
    }

    private HttpCaller caller(String method, String path) {
        return new HttpCaller(HttpLoad.of(uri(path), method, List.of(), null, Duration.ofSeconds(5)), false);
    }

    private String uri(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }
}
