package io.hookline.gateway.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An upstream that answers each request with its name, the request line and the host, keeps connections, and can be
 * killed and started again at the same port.
 */
final class Backend implements AutoCloseable {

    final String name;
    /** Requests, without those for {@code /health}. */
    final AtomicInteger requests = new AtomicInteger();

    /** The head of the latest one. */
    volatile String lastHead = "";

    final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** The status of answers; 0: reads the head and closes the connection; -1: never answers. */
    volatile int status = 200;

    /** The status of answers to {@code /health}. */
    volatile int health = 200;

    /** Holds the port while the server is dead: it is bound, but does not listen, so that connections are refused. */
    private final Socket holder = new Socket();

    private final int port;
    private volatile ServerSocket server;

    Backend(String name) throws IOException {
        this.name = name;
        server = listen(0);
        port = server.getLocalPort();
        holder.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        accept(server);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Closes everything at once, as the end of a process does. */
    void kill() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    void startAgain() throws IOException {
        ServerSocket again = listen(port);
        server = again;
        accept(again);
    }

    @Override
    public void close() throws IOException {
        kill();
        holder.close();
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket listening = new ServerSocket();
        listening.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        return listening;
    }

    private void accept(ServerSocket listening) {
        daemon(() -> {
            while (!listening.isClosed()) {
                try {
                    Socket socket = listening.accept();
                    open.add(socket);
                    if (listening.isClosed()) {
                        socket.close();
                    }
                    daemon(() -> serve(socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private void serve(Socket socket) {
        try (RawSocket raw = new RawSocket(socket)) {
            socket.setSoTimeout(0);
            while (answer(raw)) {}
        } catch (IOException e) {
            // It was killed, or the gateway closed its side.
        } finally {
            open.remove(socket);
        }
    }

    private boolean answer(RawSocket raw) throws IOException {
        String head = raw.readHead();
        if (!head.endsWith("\r\n\r\n")) {
            return false;
        }
        boolean check = head.startsWith("GET /health ");
        if (!check) {
            lastHead = head;
            requests.incrementAndGet();
        }
        int answered = check ? health : status;
        if (answered < 0) {
            raw.read(1);
        }
        if (answered <= 0) {
            return false;
        }
        String body = name + " " + head.lines().findFirst().orElse("") + " " + field(head, "host");
        if (field(head, "transfer-encoding").isEmpty()) {
            raw.read(length(head));
        } else {
            raw.skipChunks();
        }
        raw.send("HTTP/1.1 " + answered + " S\r\nContent-Length: "
                + body.getBytes(StandardCharsets.ISO_8859_1).length + "\r\n\r\n"
                + (head.startsWith("HEAD ") ? "" : body));
        return true;
    }

    private static int length(String head) {
        String length = field(head, "content-length");
        return length.isEmpty() ? 0 : Integer.parseInt(length);
    }

    private static String field(String head, String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "backend");
        thread.setDaemon(true);
        thread.start();
    }
}
