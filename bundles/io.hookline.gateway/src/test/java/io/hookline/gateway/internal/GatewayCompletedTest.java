package io.hookline.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.gateway.hook.CompletedHook;
import io.hookline.gateway.hook.Failure;
import io.hookline.gateway.hook.Response;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What hooks are told when a call has ended. */
final class GatewayCompletedTest extends GatewayFixture {

    private final ConcurrentLinkedQueue<String> ends = new ConcurrentLinkedQueue<>();

    private void completed() {
        CompletedHook hook = (exchange, completion) -> {
            Failure failure = completion.failure();
            Duration first = exchange.elapsed();
            ends.add(exchange.path() + " " + exchange.status() + " " + completion.ending() + " "
                    + exchange.bytesReceived() + "/" + exchange.bytesSent() + " "
                    + (failure == null ? "-" : failure.status()) + " "
                    + first.equals(exchange.elapsed()));
        };
        points.add(CompletedHook.POINT, hook);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachCallIsToldOnceWithItsFinalNumbers(boolean nonBlocking) throws Exception {
        points.nonBlocking = nonBlocking;
        completed();
        preRequest(exchange -> exchange.path().equals("/no") ? Response.text(403, "no") : null);
        startBefore(http -> {
            http.getRequestBody().readAllBytes();
            respond(http, 200, "hello");
        });
        assertThat(send(request("/a").POST(BodyPublishers.ofString("abc"))).body())
                .isEqualTo("hello");
        assertThat(get("/no").statusCode()).isEqualTo(403);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(ends)
                .containsExactlyInAnyOrder("/a 200 COMPLETE 3/5 - true", "/no 403 COMPLETE 0/3 - true"));
    }

    @Test
    void failuresAndTruncatedResponsesAreTold() throws Exception {
        completed();
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
            if (socket.readHead().contains("/cut")) {
                socket.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello");
            } else {
                socket.send("nonsense\r\n\r\n");
            }
        })) {
            draft.upstream = upstream.uri();
            GatewayServer gateway = start();
            for (String path : new String[] {"/bad", "/cut"}) {
                try (RawSocket client = RawSocket.to(gateway.uri())) {
                    client.send("GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
                    client.in.readAllBytes();
                }
            }
            try (RawSocket client = RawSocket.to(gateway.uri())) {
                client.send("GET /bad HTTP/1.1\r\nHo st: h\r\n\r\n");
                client.in.readAllBytes();
            }
        }
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(ends).hasSize(3));
        assertThat(ends)
                .anyMatch(end -> end.matches("/bad 502 COMPLETE 0/\\d+ 502 true"))
                .contains("/cut 200 BROKEN_OFF 0/5 502 true")
                .anyMatch(end -> end.matches(".* 400 COMPLETE 0/\\d+ - true"));
    }

    @Test
    void aClientThatLeftIsTold() throws Exception {
        completed();
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        GatewayServer gateway = startBefore(http -> {
            arrived.countDown();
            try {
                left.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (RawSocket client = RawSocket.to(gateway.uri())) {
            client.send("GET /gone HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(arrived.await(1, TimeUnit.MINUTES)).isTrue();
            client.socket.setSoLinger(true, 0);
        }
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(ends).containsExactly("/gone 499 CLIENT_GONE 0/0 - true"));
        left.countDown();
    }
}
