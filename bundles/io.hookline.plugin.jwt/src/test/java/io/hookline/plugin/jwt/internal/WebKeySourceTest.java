package io.hookline.plugin.jwt.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.hookline.common.identity.WebAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebKeySourceTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private String address;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        address = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        ended.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void discoveryLeadsToTheKeysAndIsRememberedUntilAFetchFails() throws Exception {
        answer(
                "/.well-known/openid-configuration",
                "{\"issuer\":\"" + address + "\",\"jwks_uri\":\"" + address + "/a\"}");
        answer("/a", "the keys");
        try (WebKeySource source = new WebKeySource(address, null, LONG)) {
            assertThat(source.fetch()).asString().isEqualTo("the keys");
            assertThat(source.fetch()).asString().isEqualTo("the keys");
            assertThat(paths).containsExactly("/.well-known/openid-configuration", "/a", "/a");
            server.removeContext("/a");
            assertThatThrownBy(source::fetch).hasMessageContaining("404");
            assertThatThrownBy(source::fetch).hasMessageContaining("404");
            assertThat(paths)
                    .filteredOn("/.well-known/openid-configuration"::equals)
                    .hasSize(2);
        }
    }

    @Test
    void theDocumentOfAnotherIssuerIsRefused() {
        for (String document : List.of(
                "{\"issuer\":\"" + address + "/\",\"jwks_uri\":\"" + address + "/a\"}",
                "{\"issuer\":\"https://evil.example.org\",\"jwks_uri\":\"" + address + "/a\"}",
                "{\"jwks_uri\":\"" + address + "/a\"}",
                "{\"issuer\":\"" + address + "\"}",
                "{\"issuer\":\"" + address + "\",\"jwks_uri\":5}",
                "{\"issuer\":\"" + address + "\",\"jwks_uri\":\"http://idp.example.org/a\"}",
                "{\"issuer\":\"" + address + "\",\"jwks_uri\":\"file:///etc/keys\"}",
                "<html>")) {
            answer("/.well-known/openid-configuration", document);
            try (WebKeySource source = new WebKeySource(address, null, LONG)) {
                assertThatThrownBy(source::fetch)
                        .as(document)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("/.well-known/openid-configuration");
            }
            server.removeContext("/.well-known/openid-configuration");
        }
        assertThat(paths).doesNotContain("/a");
    }

    @Test
    void anIssuerElsewhereCannotLeadToThisMachine() {
        assertThatThrownBy(() -> WebAddress.found(address + "/a", URI.create("https://idp.example.org/")))
                .hasMessageContaining("https");
    }

    @Test
    void redirectionsAreNotFollowed() {
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", address + "/a");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        answer("/a", "the keys");
        assertThatThrownBy(() -> get("/moved", LONG)).hasMessageContainingAll("302", "not followed");
        assertThat(paths).isEmpty();
    }

    @Test
    void anAnswerThatIsTooLargeOrHasNoEndIsCutOff() {
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = new byte[64 * 1024];
            try (OutputStream body = exchange.getResponseBody()) {
                while (ended.getCount() > 0) {
                    body.write(piece);
                }
            }
        });
        assertThatThrownBy(() -> get("/endless", LONG)).hasMessageContaining("larger than 262144 bytes");
    }

    @Test
    void anAnswerThatTricklesIsCutOffAtTheDeadline() {
        server.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        assertThatThrownBy(() -> get("/slow", Duration.ofMillis(300))).hasMessageContaining("within 300 ms");
    }

    @Test
    void anAddressThatCannotBeReachedIsNamed() {
        server.stop(0);
        assertThatThrownBy(() -> get("/gone", LONG))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(address + "/gone");
    }

    private byte[] get(String path, Duration timeout) throws IOException, InterruptedException {
        try (WebKeySource source = new WebKeySource("x", URI.create(address + path), timeout)) {
            return source.fetch();
        }
    }

    private void answer(String path, String body) {
        server.createContext(path, exchange -> {
            paths.add(exchange.getRequestURI().getPath());
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
