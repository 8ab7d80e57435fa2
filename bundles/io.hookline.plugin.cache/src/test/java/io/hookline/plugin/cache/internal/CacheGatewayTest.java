package io.hookline.plugin.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.gateway.hook.PreRequestHook;
import io.hookline.gateway.hook.Response;
import io.hookline.gateway.internal.RawSocket;
import io.hookline.gateway.internal.RawUpstream;
import io.hookline.gateway.internal.TestGateway;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The cache behind a real gateway. */
class CacheGatewayTest {

    private final CacheFixture cache = new CacheFixture(Map.of());
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void theUpstreamIsAskedOnceAndThenWhetherItIsStillRight() throws Exception {
        try (RawUpstream upstream = counting();
                TestGateway gateway = gateway().before(upstream.uri())) {
            HttpResponse<byte[]> first = gateway.send(gateway.request("/"));
            assertThat(status(first)).isEqualTo("hookline; fwd=uri-miss; fwd-status=200");
            String callId = first.headers().firstValue("X-Call-Id").orElseThrow();
            awaitStored(gateway);
            HttpResponse<byte[]> second = gateway.send(gateway.request("/"));
            assertThat(new String(second.body(), StandardCharsets.UTF_8)).isEqualTo("answer 1");
            assertThat(status(second)).startsWith("hookline; hit");
            assertThat(second.headers().firstValue("Age")).isPresent();
            assertThat(second.headers().allValues("X-Call-Id")).hasSize(1).doesNotContain(callId);
            assertThat(gateway.send(gateway.request("/").header("If-None-Match", "\"tag\""))
                            .statusCode())
                    .isEqualTo(304);
            try (RawSocket head = RawSocket.to(gateway.uri())) {
                String host = gateway.uri().getAuthority();
                head.send("HEAD / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
                assertThat(head.readHead()).contains("Content-Length: 8", "Age: ");
                assertThat(head.in.read()).isNegative();
            }
            assertThat(asked).hasValue(1);

            cache.clock.forward(61);
            HttpResponse<byte[]> again = gateway.send(gateway.request("/"));
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(new String(again.body(), StandardCharsets.UTF_8)).isEqualTo("answer 1");
            assertThat(status(again)).isEqualTo("hookline; fwd=stale; fwd-status=304; stored");
            assertThat(asked).hasValue(2);
            assertThat(status(gateway.send(gateway.request("/")))).startsWith("hookline; hit");

            gateway.send(gateway.request("/").POST(BodyPublishers.noBody()));
            HttpResponse<byte[]> changed = gateway.send(gateway.request("/"));
            assertThat(new String(changed.body(), StandardCharsets.UTF_8)).isEqualTo("answer 4");
            assertThat(gateway.misuse()).isEmpty();
        }
    }

    @Test
    void anUnauthorisedRequestNeverGetsAStoredResponse() throws Exception {
        PreRequestHook authorisation = exchange -> {
            if (exchange.requestHeaders().first("X-API-Key") == null) {
                return Response.text(401, "Who are you?");
            }
            exchange.setPrincipal("tester");
            return null;
        };
        try (RawUpstream upstream = counting();
                TestGateway gateway = new TestGateway()
                        .with(authorisation)
                        .with(cache.requests)
                        .with(cache.responses)
                        .before(upstream.uri())) {
            gateway.send(gateway.request("/").header("X-API-Key", "k"));
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> status(gateway.send(gateway.request("/").header("X-API-Key", "k")))
                            .startsWith("hookline; hit"));
            HttpResponse<byte[]> refused = gateway.send(gateway.request("/"));
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(new String(refused.body(), StandardCharsets.UTF_8)).doesNotContain("answer");
            assertThat(refused.headers().firstValue("Cache-Status")).isEmpty();
        }
    }

    @Test
    void aBodyThatIsCutOffIsNotStored() throws Exception {
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
                    socket.readHead();
                    asked.incrementAndGet();
                    socket.send("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 9\r\n\r\nhello");
                });
                TestGateway gateway = gateway().before(upstream.uri())) {
            for (int i = 1; i <= 3; i++) {
                try (RawSocket client = RawSocket.to(gateway.uri())) {
                    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
                    assertThat(client.readHead()).contains("; fwd-status=200\r\n");
                    assertThat(new String(client.in.readAllBytes(), StandardCharsets.UTF_8))
                            .isEqualTo("hello");
                }
                assertThat(asked).hasValue(i);
            }
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> cache.store.reserved() == 0);
    }

    @Test
    void theBodyOfAGetDoesNotReachTheCache() throws Exception {
        try (RawUpstream upstream = counting();
                TestGateway gateway = gateway().before(upstream.uri())) {
            HttpResponse<byte[]> first =
                    gateway.send(gateway.request("/").method("GET", BodyPublishers.ofString("poison")));
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(status(gateway.send(gateway.request("/")))).contains("fwd=uri-miss");
        }
    }

    private TestGateway gateway() {
        return new TestGateway().with(cache.requests).with(cache.responses);
    }

    /** Waits until the response, which the client has already, is stored. */
    private void awaitStored(TestGateway gateway) {
        await().atMost(Duration.ofMinutes(1)).until(() -> cache.store.reserved() == 0 && gateway.leases() == 0);
    }

    /** An upstream that numbers its answers, and says that they are right if asked. */
    private RawUpstream counting() throws IOException {
        return new RawUpstream((socket, number) -> {
            while (true) {
                String head = socket.readHead();
                if (head.isEmpty()) {
                    return;
                }
                if (head.contains("Content-Length: 6")) {
                    socket.read(6);
                }
                String body = "answer " + asked.incrementAndGet();
                String fields = "ETag: \"tag\"\r\nCache-Control: public, max-age=60\r\n";
                if (head.contains("If-None-Match")) {
                    socket.send("HTTP/1.1 304 Not Modified\r\n" + fields + "\r\n");
                } else {
                    socket.send("HTTP/1.1 200 OK\r\n" + fields + "Content-Length: " + body.length() + "\r\n\r\n");
                    socket.send(body);
                }
            }
        });
    }

    private static String status(HttpResponse<byte[]> response) {
        return response.headers().firstValue("Cache-Status").orElse("");
    }
}
