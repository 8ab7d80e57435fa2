package io.hookline.isolation.process.internal.parent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.isolation.process.internal.wire.Kind;
import io.hookline.isolation.process.internal.wire.Link;
import io.hookline.isolation.process.internal.wire.Message;
import io.hookline.isolation.process.internal.wire.PlainCbor;
import io.hookline.isolation.process.internal.wire.Protocol;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The other side of the socket is the test, which says what no child says. */
final class HostileChildTest {

    private static final PlainCbor CBOR = new PlainCbor(Protocol.MOST_BYTES);
    private static final String SECRET = "secret";

    @TempDir
    private Path folder;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private volatile CompletableFuture<String> ended = new CompletableFuture<>();
    private final Supervisor supervisor =
            new Supervisor("test", ProcessSettings.DEFAULT, events -> null, timer, (from, child, message) -> {});
    /** It ends when its input does. */
    private List<String> program = List.of("cat");

    private Process process;
    private SocketChannel raw;

    @AfterEach
    void close() throws IOException {
        timer.shutdownNow();
        raw.close();
        process.destroyForcibly();
    }

    /** What the runtime makes of a connection on which some bytes arrive at once. */
    private CompletableFuture<Void> connect(ByteBuffer... frames) throws IOException {
        ChildFolder own = ChildFolder.in(folder);
        process = new ProcessBuilder(program).start();
        Link link;
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(own.socket()));
            raw = SocketChannel.open(UnixDomainSocketAddress.of(own.socket()));
            link = new Link(server.accept());
        }
        ChildProcess child = new ChildProcess("test", process, own, line -> {});
        CompletableFuture<Void> connected = CompletableFuture.runAsync(() -> {
            try {
                child.connect(link, SECRET, Map.of(), new Events(), TimeUnit.MINUTES.toNanos(1));
            } catch (IOException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        });
        for (ByteBuffer frame : frames) {
            raw.write(frame);
        }
        return connected;
    }

    private static ByteBuffer frame(byte... value) {
        return ByteBuffer.allocate(4 + value.length)
                .putInt(value.length)
                .put(value)
                .flip();
    }

    @SuppressWarnings("EnumOrdinal") // As on the wire.
    private static ByteBuffer message(Kind kind, Object... fields) {
        Object[] all = new Object[fields.length + 1];
        all[0] = kind.ordinal();
        System.arraycopy(fields, 0, all, 1, fields.length);
        return frame(CBOR.encode(Arrays.asList(all)));
    }

    private static ByteBuffer hello() {
        return message(Kind.HELLO, Protocol.MAGIC, Protocol.VERSION, SECRET);
    }

    private void refused(CompletableFuture<Void> connected, String reason) throws Exception {
        assertThatThrownBy(() -> connected.get(1, TimeUnit.MINUTES)).hasMessageContaining(reason);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void aStrangerOnTheSocketIsRefusedWhateverItSaysFirst() throws Exception {
        refused(connect(message(Kind.READY)), "it says READY ahead of HELLO");
        refused(connect(message(Kind.SECRET, 1L, "p", "$[secret:a]")), "it says SECRET ahead of HELLO");
        refused(connect(message(Kind.HELLO, Protocol.MAGIC, Protocol.VERSION, "guess")), "another secret");
        refused(
                connect(message(Kind.HELLO, Protocol.MAGIC, Protocol.VERSION + 1, SECRET)),
                "another secret or version");
        refused(connect(frame("GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII))), "does not keep to the protocol");
        refused(connect(hello(), hello()), "it says HELLO twice");
    }

    @Test
    void whatAChildThatWasReadySaysAgainstTheProtocolEndsItAtOnce() throws Exception {
        byte[] manyMaps = new byte[PlainCbor.MOST_VALUES + 8];
        Arrays.fill(manyMaps, (byte) 0xa0);
        manyMaps[0] = (byte) 0x9f;
        manyMaps[manyMaps.length - 1] = (byte) 0xff;
        Map<String, ByteBuffer> all = Map.of(
                "no value in CBOR", frame((byte) 0x1f, (byte) 0x1f),
                "a value that is no message", frame(CBOR.encode(List.of(4711))),
                "a frame of 2147483647 bytes",
                        ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).flip(),
                "a frame of -1 bytes", ByteBuffer.allocate(4).putInt(-1).flip(),
                "field 1 of PONG is missing", message(Kind.PONG, 1L),
                "a child does not send ATTACH", message(Kind.ATTACH, 1L, Map.of()),
                "field 0 of RESULT is no whole number", message(Kind.RESULT, "one"),
                "more than 200000 values", frame(manyMaps));
        for (Map.Entry<String, ByteBuffer> one : all.entrySet()) {
            ended = new CompletableFuture<>();
            connect(hello(), message(Kind.READY)).get(1, TimeUnit.MINUTES);
            while (one.getValue().hasRemaining()) {
                raw.write(one.getValue());
            }
            assertThat(ended.get(1, TimeUnit.MINUTES)).contains(one.getKey());
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            raw.close();
        }
    }

    @Test
    void whatItHasStartedEndsWithIt() throws Exception {
        program = List.of("sh", "-c", "sleep 3600 > /dev/null 2>&1 & cat");
        connect(hello(), message(Kind.READY)).get(1, TimeUnit.MINUTES);
        List<ProcessHandle> started = Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> process.descendants().toList(), all -> all.size() == 2);
        raw.write(frame((byte) 0x1f, (byte) 0x1f));
        assertThat(ended.get(1, TimeUnit.MINUTES)).contains("no value in CBOR");
        for (ProcessHandle one : started) {
            one.onExit().get(1, TimeUnit.MINUTES);
        }
    }

    private final class Events implements Launcher.Events {

        @Override
        public void received(LiveChild child, Message message) throws IOException {
            supervisor.received(child, message);
        }

        @Override
        public void ended(LiveChild child, String how) {
            ended.complete(how);
        }
    }
}
