package io.hookline.isolation.process.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FrameChannelTest {

    private static final int MOST = 200_000;

    @TempDir
    private Path folder;

    private SocketChannel raw;
    private FrameChannel channel;
    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
            raw = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("s")));
            channel = new FrameChannel(server.accept(), MOST, 2 * MOST);
        }
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
        raw.close();
    }

    private CompletableFuture<Void> run() {
        return CompletableFuture.runAsync(() -> {
            try {
                channel.run(received::add);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void framesArriveWholeHoweverTheyAreCut() throws Exception {
        CompletableFuture<Void> running = run();
        byte[] large = new byte[MOST];
        large[MOST - 1] = 7;
        ByteBuffer bytes = ByteBuffer.allocate(4 + 2 + 4 + MOST + 4 + 1);
        bytes.putInt(2)
                .put((byte) 1)
                .put((byte) 2)
                .putInt(MOST)
                .put(large)
                .putInt(1)
                .put((byte) 3)
                .flip();
        ByteBuffer first = bytes.slice(0, 5);
        raw.write(first);
        bytes.position(5);
        while (bytes.hasRemaining()) {
            raw.write(bytes);
        }
        assertThat(received.poll(1, TimeUnit.MINUTES)).containsExactly(1, 2);
        assertThat(received.poll(1, TimeUnit.MINUTES)).isEqualTo(large);
        assertThat(received.poll(1, TimeUnit.MINUTES)).containsExactly(3);
        raw.close();
        running.get(1, TimeUnit.MINUTES);
    }

    @Test
    void aFrameThatIsTooLargeEndsTheConnectionBeforeMemoryIsTaken() throws Exception {
        CompletableFuture<Void> running = run();
        raw.write(ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).flip());
        assertThatThrownBy(() -> running.get(1, TimeUnit.MINUTES))
                .isInstanceOf(ExecutionException.class)
                .hasStackTraceContaining("a frame of 2147483647 bytes");
    }

    @Test
    void aSideThatDoesNotReadKeepsNoSenderWaiting() throws Exception {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        channel.send(new byte[MOST]);
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not read");
        CompletableFuture<Void> running = run();
        ByteBuffer head = ByteBuffer.allocate(4);
        while (head.hasRemaining()) {
            raw.read(head);
        }
        assertThat(head.flip().getInt()).isEqualTo(MOST);
        // What waited is sent as it is read.
        ByteBuffer body = ByteBuffer.allocate(2 * MOST);
        while (body.hasRemaining()) {
            raw.read(body);
        }
        channel.close();
        running.get(1, TimeUnit.MINUTES);
    }

    @Test
    void anInterruptedSenderDoesNotEndTheConnection() throws Exception {
        Thread.currentThread().interrupt();
        channel.send(new byte[] {5});
        assertThat(Thread.interrupted()).isTrue();
        channel.send(new byte[] {6});
        ByteBuffer bytes = ByteBuffer.allocate(10);
        while (bytes.hasRemaining()) {
            raw.read(bytes);
        }
        assertThat(bytes.get(9)).isEqualTo((byte) 6);
    }
}
