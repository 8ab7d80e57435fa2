package io.hookline.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Changes of the configuration while the gateway serves, and configurations that cannot work. */
final class GatewayChangeTest extends GatewayFixture {

    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final int CHANGES = 20;

    @Test
    void noRequestFailsDuringTwentyChanges() throws Exception {
        draft.graceMillis = 60_000;
        GatewayServer gateway = startBefore(http -> respond(http, 200, "ok"));
        List<AskingClient> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(AskingClient.start(gateway.uri()));
        }
        for (int change = 1; change <= CHANGES; change++) {
            long before = clients.stream().mapToLong(AskingClient::answers).sum();
            draft.more.put("ioThreads", 1 + change / 2 % 2);
            draft.more.put("maxHeaderFields", 100 + change);
            draft.maxRequestBytes = change;
            gateway.apply(draft.build());
            await("answers after a change")
                    .atMost(2, TimeUnit.MINUTES)
                    .until(() ->
                            clients.stream().mapToLong(AskingClient::answers).sum() > before + 20);
        }
        for (AskingClient client : clients) {
            client.stop();
            assertThat(client.failures()).isEmpty();
        }
    }

    @Test
    void aClientThatIsConnectedIsServedByTheChangedSettings() throws Exception {
        GatewayServer gateway = startBefore(http -> respond(http, 200, "first"));
        try (RawUpstream other = new RawUpstream((socket, number) -> {
                    socket.readHead();
                    socket.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nother");
                    socket.in.read();
                });
                RawSocket socket = RawSocket.to(gateway.uri())) {
            assertThat(answer(socket, GET, 5)).endsWith("first");
            draft.upstream = other.uri();
            draft.more.put("maxRequestLineBytes", 64);
            gateway.apply(draft.build());
            assertThat(answer(socket, GET, 5)).endsWith("other").doesNotContain("Connection: close");
            draft.required = List.of("guard");
            gateway.apply(draft.build());
            socket.send(GET);
            assertThat(socket.readHead()).startsWith("HTTP/1.1 503");
        }
        try (RawSocket socket = RawSocket.to(gateway.uri())) {
            socket.send("GET /" + "x".repeat(64) + " HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(socket.readHead()).startsWith("HTTP/1.1 414");
        }
    }

    @Test
    void aRequestInFlightEndsOnTheOldAddressAndNewOnesUseTheNew() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        GatewayServer gateway = startBefore(http -> {
            arrived.countDown();
            awaitQuietly(go);
            respond(http, 200, "ok");
        });
        URI old = gateway.uri();
        try (RawSocket held = RawSocket.to(old);
                RawSocket idle = RawSocket.to(old)) {
            held.send(GET);
            assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
            draft.more.put("host", "127.0.0.2");
            gateway.apply(draft.build());
            assertThat(gateway.uri().getHost()).isEqualTo("127.0.0.2");
            assertThatThrownBy(() -> RawSocket.to(old)).isInstanceOf(java.net.ConnectException.class);
            go.countDown();
            idle.send(GET);
            isServedUntilToldToClose(idle);
            isServedUntilToldToClose(held);
            assertThat(get("/").body()).isEqualTo("ok");
        }
    }

    @Test
    void aPortThatIsTakenChangesNothing() throws Exception {
        GatewayServer gateway = startBefore(http -> respond(http, 200, "ok"));
        URI before = gateway.uri();
        try (RawSocket connected = RawSocket.to(before);
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            draft.port = taken.getLocalPort();
            draft.required = List.of("guard");
            draft.more.put("ioThreads", 3);
            assertThatThrownBy(() -> gateway.apply(draft.build()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(Integer.toString(draft.port), "port 0 takes any free one");
            assertThat(gateway.uri()).isEqualTo(before);
            assertThat(answer(connected, GET, 2)).endsWith("ok").doesNotContain("Connection: close");
            assertThat(get("/").statusCode()).isEqualTo(200);
        }
        draft.port = 0;
        draft.required = List.of();
        gateway.apply(draft.build());
        assertThat(gateway.uri()).isEqualTo(before);
        assertThat(get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void knowsWhetherItsUpstreamAcceptsConnections() throws Exception {
        GatewayServer gateway = startBefore(http -> respond(http, 200, "ok"));
        assertThat(gateway.upstreamProblem()).isEmpty();
        draft.upstream = null;
        gateway.apply(draft.build());
        assertThat(gateway.upstreamProblem())
                .hasValueSatisfying(why -> assertThat(why).contains("no Endpoint service"));
        gateway.pointTo(URI.create("http://127.0.0.1:1"));
        assertThat(gateway.upstreamProblem())
                .hasValueSatisfying(why -> assertThat(why).contains("127.0.0.1:1"));
    }

    @Test
    void theSamePortMovesToAnotherHostAndStaysIfThatCannotBeBound() throws Exception {
        GatewayServer gateway = startBefore(http -> respond(http, 200, "ok"));
        draft.port = gateway.uri().getPort();
        draft.more.put("host", "192.0.2.1");
        assertThatThrownBy(() -> gateway.apply(draft.build())).hasMessageContaining("192.0.2.1");
        assertThat(get("/").statusCode()).isEqualTo(200);
        draft.more.put("host", "127.0.0.2");
        gateway.apply(draft.build());
        assertThat(gateway.uri().getHost()).isEqualTo("127.0.0.2");
        assertThat(get("/").statusCode()).isEqualTo(200);
    }

    /** A connection is told by its own I/O thread, perhaps after an answer that was underway. */
    private static void isServedUntilToldToClose(RawSocket socket) throws Exception {
        String answer = socket.readHead() + socket.read(2);
        while (!answer.contains("Connection: close")) {
            assertThat(answer).startsWith("HTTP/1.1 200").endsWith("ok");
            answer = answer(socket, GET, 2);
        }
        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("ok");
    }

    private static String answer(RawSocket socket, String request, int length) throws Exception {
        socket.send(request);
        return socket.readHead() + socket.read(length);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
