package io.hookline.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A service behind the gateway of a demo: answers each request with JSON, and says its name in a header field. */
final class DemoUpstream implements AutoCloseable {

    static final String FIELD = "x-served-by";

    private static final int THREADS = 16;

    static {
        // The JDK's server writes head and body apart; the second would wait 40 ms for the client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final String name;
    private final HttpServer server;
    private final ExecutorService threads;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong copies = new AtomicLong();

    /** Listens on a free port of this machine. */
    DemoUpstream(String name) throws IOException {
        this.name = name;
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "hookline-" + name);
            thread.setDaemon(true);
            return thread;
        });
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How many requests have come. */
    long requests() {
        return requests.get();
    }

    /** How many requests were marked as copies. */
    long copies() {
        return copies.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            if (exchange.getRequestHeaders().containsKey("X-Hookline-Shadow")) {
                copies.incrementAndGet();
            }
            String json = "{\"path\": \"" + exchange.getRequestURI().getPath()
                    + "\", \"price\": 12.50, \"servedBy\": \"" + name + "\"}";
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set(FIELD, name);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
