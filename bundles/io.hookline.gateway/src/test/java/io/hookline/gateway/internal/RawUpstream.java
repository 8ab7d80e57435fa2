package io.hookline.gateway.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** An upstream that handles each connection as the test says. */
public final class RawUpstream implements AutoCloseable {

    /** How many connections were made to it. */
    public final AtomicInteger connections = new AtomicInteger();

    private final ServerSocket server;

    public RawUpstream(Talk talk) throws IOException {
        server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(() -> accept(talk), "raw-upstream");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept(Talk talk) {
        while (!server.isClosed()) {
            try {
                RawSocket socket = new RawSocket(server.accept());
                int number = connections.incrementAndGet();
                Thread worker = new Thread(() -> serve(talk, socket, number), "raw-upstream-" + number);
                worker.setDaemon(true);
                worker.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void serve(Talk talk, RawSocket socket, int number) {
        try (socket) {
            talk.with(socket, number);
        } catch (Exception e) {
            // Many tests make the gateway close its side.
        }
    }

    /** Handles a connection, which is closed afterwards. */
    @FunctionalInterface
    public interface Talk {
        void with(RawSocket socket, int number) throws Exception;
    }
}
