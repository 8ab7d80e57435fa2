package io.hookline.gateway.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Passes bytes between a front proxy and the gateway unchanged, and notes the requests of each connection.
 * Thread-safe.
 */
final class FrontRelay implements AutoCloseable {

    private final ServerSocket server;
    private final InetAddress host;
    private final int gateway;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Map<Integer, List<FrontLink>> links = new ConcurrentHashMap<>();

    /** Listens on a free port of 127.0.0.1. */
    FrontRelay(int gateway) throws IOException {
        this.gateway = gateway;
        this.host = InetAddress.getLoopbackAddress();
        this.server = new ServerSocket(0, 512, host);
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** The connections to the gateway by their port here, which may serve several one after the other. */
    Map<Integer, List<FrontLink>> links() {
        return links;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket front = server.accept();
                Socket back = new Socket(host, gateway);
                sockets.add(front);
                sockets.add(back);
                FrontLink link = new FrontLink();
                links.computeIfAbsent(back.getLocalPort(), port -> new CopyOnWriteArrayList<>())
                        .add(link);
                start(() -> pass(front, back, link::sent));
                start(() -> pass(back, front, (bytes, count) -> link.answered()));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void pass(Socket from, Socket to, Watch watch) {
        byte[] buffer = new byte[8192];
        try {
            from.setTcpNoDelay(true);
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int count;
            while ((count = in.read(buffer)) >= 0) {
                watch.passes(buffer, count);
                out.write(buffer, 0, count);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            abort(from);
            abort(to);
        }
    }

    /** A side that breaks off is told to the other one as it was: an upload that was cut off must not look complete. */
    private void abort(Socket socket) {
        try {
            sockets.remove(socket);
            socket.close();
        } catch (IOException e) {
            // closed already
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "front-relay");
        thread.setDaemon(true);
        thread.start();
    }

    /** Sees bytes before they are passed on. */
    @FunctionalInterface
    private interface Watch {
        void passes(byte[] bytes, int count);
    }
}
