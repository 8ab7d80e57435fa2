package io.hookline.faults.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The server behind the gateway. It answers each request with its path, and reports requests without a key. */
public final class Upstream implements AutoCloseable {

    /** The header by which the campaign tells whether a request carries a valid key. */
    static final String KEYED = "X-Campaign-Keyed";

    private static final String SIGNATURE = "campaign upstream ";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /**
     * Starts it on a free port of the loopback address.
     *
     * @param onKeyless gets the path of each request without a valid key; called by any thread
     */
    public Upstream(Consumer<String> onKeyless) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, onKeyless));
        server.start();
    }

    /** Its address. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The body of the answer to a path. */
    static String answerTo(String path) {
        return SIGNATURE + path;
    }

    private static void answer(HttpExchange exchange, Consumer<String> onKeyless) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (!"true".equals(exchange.getRequestHeaders().getFirst(KEYED))) {
                onKeyless.accept(path);
            }
            byte[] body = answerTo(path).getBytes(StandardCharsets.UTF_8);
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
