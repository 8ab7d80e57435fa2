package io.hookline.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Clients of HTTP/2 that write frames by hand. */
final class GatewayHttp2Test extends GatewayFixture {

    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_OF_STREAM_AND_HEADERS = 5;
    private static final byte[] CANCEL = {0, 0, 0, 8};
    private static final byte[] NOTHING = {0, 0, 0, 0};

    /** GET, http, /, and the authority "a", by HPACK's static table. */
    private static final byte[] REQUEST = {(byte) 0x82, (byte) 0x86, (byte) 0x84, 0x41, 1, 'a'};

    @Test
    void aClientThatMakesTheGatewayResetStreamsLosesItsConnection() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (RawUpstream upstream = new RawUpstream((socket, number) -> over.await())) {
            draft.upstream = upstream.uri();
            draft.more.put("http2Cleartext", true);
            try (RawSocket socket = RawSocket.to(start().uri())) {
                socket.out.write(requestsEachFollowedBy(WINDOW_UPDATE, NOTHING, 400));
                assertThat(isClosed(socket)).isTrue();
            } finally {
                over.countDown();
            }
        }
    }

    @Test
    void aRequestThatIsResetAtOnceHoldsNoConnectionToTheUpstream() throws Exception {
        AtomicInteger unanswered = new AtomicInteger();
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
            if (!socket.readHead().isEmpty()) {
                unanswered.incrementAndGet();
                socket.in.readAllBytes();
                unanswered.decrementAndGet();
            }
        })) {
            draft.upstream = upstream.uri();
            draft.maxConnections = 200;
            draft.requestTimeoutMillis = 600_000;
            draft.more.put("idleTimeoutMillis", 700_000L);
            draft.more.put("http2Cleartext", true);
            GatewayServer gateway = start();
            for (int connection = 0; connection < 4; connection++) {
                try (RawSocket socket = RawSocket.to(gateway.uri())) {
                    socket.out.write(requestsEachFollowedBy(RST_STREAM, CANCEL, 90));
                    awaitPong(socket);
                }
            }
            await().until(() -> unanswered.get() == 0);
        }
    }

    @Test
    void fewConnectionsStayWhoseRequestWasResetBeforeTheyWereThere() throws Exception {
        AtomicInteger open = new AtomicInteger();
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
            open.incrementAndGet();
            socket.in.readAllBytes();
            open.decrementAndGet();
        })) {
            draft.upstream = upstream.uri();
            draft.maxConnections = 200;
            draft.more.put("http2Cleartext", true);
            GatewayServer gateway = start();
            try (RawSocket socket = RawSocket.to(gateway.uri())) {
                socket.out.write(requestsEachFollowedBy(RST_STREAM, CANCEL, 90));
                awaitPong(socket);
                // Idle connections end after 30 seconds in any case.
                await().atMost(Duration.ofSeconds(25)).until(() -> upstream.connections.get() > 40 && open.get() <= 4);
            }
        }
    }

    @Test
    void aChangeEndsAConnectionAfterTheRequestsThatAreOnTheirWay() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        GatewayServer gateway = startHttp2Before(asked, go);
        try (RawSocket socket = RawSocket.to(gateway.uri())) {
            socket.socket.setSoTimeout(120_000);
            socket.out.write(requestsEachFollowedBy(WINDOW_UPDATE, new byte[] {0, 0, 0, 1}, 1));
            asked.await();
            draft.more.put("http2MaxStreams", 7);
            gateway.apply(draft.build());
            DataInputStream in = new DataInputStream(socket.in);
            assertThat(awaitFrame(in, GOAWAY))
                    .as("the last stream that is served")
                    .startsWith(0x7f, 0xff, 0xff, 0xff);
            frame(new DataOutputStream(socket.out), HEADERS, END_OF_STREAM_AND_HEADERS, 3, REQUEST);
            go.countDown();
            awaitFrame(in, HEADERS);
            awaitFrame(in, HEADERS);
            assertThat(isClosed(socket)).isTrue();
        }
    }

    private GatewayServer startHttp2Before(CountDownLatch asked, CountDownLatch go) throws IOException {
        draft.more.put("http2Cleartext", true);
        draft.graceMillis = 60_000;
        return startBefore(http -> {
            asked.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            respond(http, 200, "ok");
        });
    }

    /** Until then the gateway has taken all frames. */
    private static void awaitPong(RawSocket socket) throws IOException {
        frame(new DataOutputStream(socket.out), PING, 0, 0, new byte[8]);
        awaitFrame(new DataInputStream(socket.in), PING);
    }

    private static byte[] awaitFrame(DataInputStream in, int wanted) throws IOException {
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            in.skipNBytes(1 + 4);
            byte[] payload = in.readNBytes(length);
            if (type == wanted) {
                return payload;
            }
        }
    }

    private static byte[] requestsEachFollowedBy(int type, byte[] payload, int count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        DataOutputStream out = new DataOutputStream(bytes);
        frame(out, SETTINGS, 0, 0, new byte[0]);
        for (int number = 0; number < count; number++) {
            frame(out, HEADERS, END_OF_STREAM_AND_HEADERS, 2 * number + 1, REQUEST);
            frame(out, type, 0, 2 * number + 1, payload);
        }
        return bytes.toByteArray();
    }

    private static void frame(DataOutputStream out, int type, int flags, int stream, byte[] payload)
            throws IOException {
        out.writeByte(0);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
    }

    private static boolean isClosed(RawSocket socket) throws IOException {
        try {
            socket.in.readAllBytes();
        } catch (SocketException e) {
            // It was closed while frames were on their way to it.
        }
        return true;
    }
}
