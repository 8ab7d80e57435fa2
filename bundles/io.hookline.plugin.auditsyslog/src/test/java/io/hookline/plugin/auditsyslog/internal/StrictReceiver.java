package io.hookline.plugin.auditsyslog.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A syslog server with octet counting that takes nothing that is not by the letter. */
final class StrictReceiver implements AutoCloseable {

    private final ServerSocket server;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final BlockingQueue<StrictMessage> messages = new LinkedBlockingQueue<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private volatile boolean isReading = true;

    private StrictReceiver(ServerSocket server) {
        this.server = server;
        Thread thread = new Thread(this::accept, "receiver");
        thread.setDaemon(true);
        thread.start();
    }

    static StrictReceiver plain(int port) throws IOException {
        return new StrictReceiver(new ServerSocket(port, 5, InetAddress.getLoopbackAddress()));
    }

    /** With TLS. A client needs a certificate if there is one to trust. */
    static StrictReceiver encrypted(TestCertificate own, @Nullable TestCertificate client)
            throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own.store(), own.password());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(client == null ? own.trust() : client.trust());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        SSLServerSocket socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(client != null);
        return new StrictReceiver(socket);
    }

    int port() {
        return server.getLocalPort();
    }

    BlockingQueue<StrictMessage> messages() {
        return messages;
    }

    List<String> problems() {
        return problems;
    }

    /** Connections that come stay open and are not read. */
    void stall() {
        isReading = false;
    }

    /** Ends the connections that are there. */
    void drop() throws IOException {
        for (Socket connection : connections) {
            connection.close();
        }
        connections.clear();
    }

    @Override
    public void close() throws IOException {
        server.close();
        drop();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                if (isReading) {
                    Thread thread = new Thread(() -> read(connection), "receiver connection");
                    thread.setDaemon(true);
                    thread.start();
                }
            } catch (IOException e) {
                // Closed, or a handshake that failed.
            }
        }
    }

    private void read(Socket connection) {
        try {
            InputStream in = connection.getInputStream();
            for (int first = in.read(); first >= 0; first = in.read()) {
                int length = 0;
                for (int c = first; c != ' '; c = in.read()) {
                    if (c < (length == 0 ? '1' : '0') || c > '9') {
                        throw new IllegalArgumentException("not MSG-LEN: " + c);
                    }
                    length = length * 10 + c - '0';
                }
                byte[] message = in.readNBytes(length);
                if (message.length < length) {
                    throw new EOFException("half a message");
                }
                messages.add(StrictMessage.of(message));
            }
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            // The client is gone, or this end was closed.
        }
    }
}
