package io.hookline.httpcorpus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An upstream that records each byte it receives, and answers each request as its case says. It knows the case by the
 * id in the request's bytes. Requests without an id belong to the case before them on the connection, if there was one:
 * so the second half of a smuggled request is found too. Thread-safe.
 */
public final class RecordingUpstream implements AutoCloseable {

    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Map<String, CaseRecord> records = new ConcurrentHashMap<>();
    private final List<SeenRequest> strays = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    /**
     * Starts to listen on the loopback address.
     *
     * @param port 0 for a free one
     */
    @SuppressWarnings("AddressSelection") // the loopback address, whatever its family
    public RecordingUpstream(int port) throws IOException {
        server = new ServerSocket(port, 512, InetAddress.getByName("127.0.0.1"));
        start("corpus-upstream", this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Requests that carry no id of a known case, and came first on their connection: health checks, for instance. */
    public List<SeenRequest> strays() {
        return List.copyOf(strays);
    }

    /** Answers requests with this id from now on, and records them. */
    CaseRecord expect(String id, List<Answer> answers) {
        CaseRecord record = new CaseRecord(id, answers);
        records.put(id, record);
        return record;
    }

    @Nullable
    CaseRecord find(String bytes) {
        return CaseId.in(bytes).map(records::get).orElse(null);
    }

    void stray(SeenRequest request) {
        strays.add(request);
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
                Socket socket = server.accept();
                sockets.add(socket);
                int number = connections.incrementAndGet();
                start("corpus-upstream-" + number, () -> {
                    new UpstreamConnection(this, socket, number).serve();
                    sockets.remove(socket);
                });
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
