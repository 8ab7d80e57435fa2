package io.hookline.runtime.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs a command against an instance that it plays itself, so that the classes of the client are loaded: the start
 * script lets the JVM archive them then.
 */
public final class Rehearsal {

    private static final String HEAD =
            """
            HTTP/1.1 200 OK
            Content-Type: text/event-stream
            Transfer-Encoding: chunked

            """
                    .replace("\n", "\r\n");

    private static final String EVENTS =
            """
            event: redraw
            data: {"text":"a\\n"}

            event: end
            data: {"status":"DONE","text":"key RUNNING\\n"}

            """;

    private Rehearsal() {}

    /** Runs it; prints nothing. */
    public static int run() {
        try {
            Path folder = Files.createTempDirectory("hookline");
            Path socket = folder.resolve("s");
            try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                server.bind(UnixDomainSocketAddress.of(socket));
                Thread instance = new Thread(() -> answer(server), "instance");
                instance.setDaemon(true);
                instance.start();
                PrintStream none = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
                return new Client(none, none, Map.of("HOOKLINE_ROWS", "24", "HOOKLINE_COLUMNS", "80"))
                        .run(List.of("status", "--socket", socket.toString()), List.of("run"));
            } finally {
                Files.deleteIfExists(socket);
                Files.delete(folder);
            }
        } catch (IOException | UnsupportedOperationException e) {
            return Client.FAILED;
        }
    }

    private static void answer(ServerSocketChannel server) {
        String chunks = Integer.toHexString(EVENTS.length()) + "\r\n" + EVENTS + "\r\n0\r\n\r\n";
        byte[] bytes = (HEAD + chunks).getBytes(StandardCharsets.UTF_8);
        try (SocketChannel channel = server.accept()) {
            ByteBuffer request = ByteBuffer.allocate(8_192);
            boolean isRead = false;
            while (!isRead && channel.read(request) >= 0) {
                // The request ends with its body, a JSON object.
                isRead = request.position() > 0 && request.get(request.position() - 1) == '}';
            }
            ByteBuffer reply = ByteBuffer.wrap(bytes);
            while (reply.hasRemaining()) {
                channel.write(reply);
            }
        } catch (IOException e) {
            // The client says so.
        }
    }
}
