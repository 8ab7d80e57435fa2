package io.hookline.plugin.requestlog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.gateway.hook.CompletedHook;
import io.hookline.gateway.internal.RawSocket;
import io.hookline.gateway.internal.RawUpstream;
import io.hookline.gateway.internal.TestGateway;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is logged of calls of a real gateway. */
class RequestLogGatewayTest {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletedHook log = (exchange, completion) -> lines.add(RequestLine.of(exchange, completion));

    @Test
    void callsThatWereCutOffHaveALineWithTheirBytesAndTheirEnd() throws Exception {
        assertThat(RequestLogHook.class).isAssignableTo(CompletedHook.class);
        CountDownLatch gone = new CountDownLatch(1);
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
                    String head = socket.readHead();
                    if (head.startsWith("GET /waits")) {
                        gone.await();
                    } else {
                        socket.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello");
                    }
                });
                TestGateway gateway = new TestGateway()
                        .with(log)
                        .with(Map.of("requestTimeoutMillis", 90_000L, "idleTimeoutMillis", 100_000L))
                        .before(upstream.uri())) {
            try (RawSocket client = RawSocket.to(gateway.uri())) {
                client.send("GET /cut HTTP/1.1\r\nHost: h\r\n\r\n");
                client.in.readAllBytes();
            }
            assertThat(line()).contains("GET /cut status=200 ", " in=0 out=5 end=broken-off");
            try (RawSocket client = RawSocket.to(gateway.uri())) {
                client.send("GET /a b HTTP/1.1\r\nHost: h\r\n\r\n");
                client.in.readAllBytes();
            }
            assertThat(line()).contains(" status=400 ", " end=complete");
            try (RawSocket client = RawSocket.to(gateway.uri())) {
                client.send("GET /waits HTTP/1.1\r\nHost: h\r\n\r\n");
                await().atMost(Duration.ofMinutes(1)).until(() -> upstream.connections.get() == 2);
                client.socket.setSoLinger(true, 0); // a reset: a client that only ends its side may still read
            }
            assertThat(line()).contains("GET /waits status=499 ", " out=0 end=client-gone");
        } finally {
            gone.countDown();
        }
    }

    private String line() {
        await().atMost(Duration.ofMinutes(1)).until(() -> !lines.isEmpty());
        return lines.remove(0);
    }
}
