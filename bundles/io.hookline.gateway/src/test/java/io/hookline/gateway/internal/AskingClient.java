package io.hookline.gateway.internal;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A client that sends one request after the other, on one connection for as long as the gateway keeps it. */
final class AskingClient {

    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    private final URI uri;
    private final AtomicLong answers = new AtomicLong();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::ask, "asking-client");
    private volatile boolean stopped;

    private AskingClient(URI uri) {
        this.uri = uri;
    }

    static AskingClient start(URI uri) {
        AskingClient client = new AskingClient(uri);
        client.thread.setDaemon(true);
        client.thread.start();
        return client;
    }

    /** How many requests were answered with 200. */
    long answers() {
        return answers.get();
    }

    /** What went wrong, once for each request. */
    List<String> failures() {
        return failures;
    }

    void stop() throws InterruptedException {
        stopped = true;
        thread.join();
    }

    private void ask() {
        RawSocket socket = null;
        while (!stopped) {
            try {
                if (socket == null) {
                    socket = RawSocket.to(uri);
                    socket.socket.setSoTimeout(60_000);
                }
                socket.send(GET);
                String head = socket.readHead();
                if (!head.startsWith("HTTP/1.1 200") || !socket.read(2).equals("ok")) {
                    failures.add(head.isEmpty() ? "no answer" : head);
                    socket = close(socket);
                } else {
                    answers.incrementAndGet();
                    socket = head.contains("Connection: close") ? close(socket) : socket;
                }
            } catch (IOException e) {
                failures.add(e.toString());
                socket = close(socket);
            }
        }
        close(socket);
    }

    private static @Nullable RawSocket close(@Nullable RawSocket socket) {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return null;
    }
}
