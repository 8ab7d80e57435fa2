package io.hookline.common.httpoutput;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * A receiver on this machine, for tests: keeps its requests, and answers by a function, or first with the answers that
 * were queued.
 */
public final class StubReceiver implements AutoCloseable {

    static {
        // Otherwise each answer waits 40 ms for more.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Function<Request, Reply> rules;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Reply> next = new ConcurrentLinkedQueue<>();

    /** Starts a server without TLS on a free port. */
    public StubReceiver(Function<Request, Reply> rules) throws IOException {
        this(HttpServer.create(here(), 0), rules);
    }

    private StubReceiver(HttpServer server, Function<Request, Reply> rules) {
        this.server = server;
        this.rules = rules;
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Starts a server with TLS that asks for the client's certificate if {@code isClientAsked}. */
    public static StubReceiver tls(SSLContext context, boolean isClientAsked, Function<Request, Reply> rules)
            throws IOException {
        HttpsServer server = HttpsServer.create(here(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls = context.getDefaultSSLParameters();
                tls.setNeedClientAuth(isClientAsked);
                parameters.setSSLParameters(tls);
            }
        });
        return new StubReceiver(server, rules);
    }

    /** Its address. */
    public String url() {
        return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:"
                + server.getAddress().getPort();
    }

    /** What it got, in order. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Gives this answer to the next request, before the function is asked. */
    public void next(Reply reply) {
        next.add(reply);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] raw = exchange.getRequestBody().readAllBytes();
            String encoding = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    encoding.equals("gzip") ? unzipped(raw) : new String(raw, StandardCharsets.UTF_8));
            requests.add(request);
            Reply queued = next.poll();
            Reply reply = queued == null ? rules.apply(request) : queued;
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            boolean isEmpty = body.length == 0 || request.method().equals("HEAD");
            exchange.sendResponseHeaders(reply.status(), isEmpty ? -1 : body.length);
            if (!isEmpty) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static String unzipped(byte[] raw) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(raw))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InetSocketAddress here() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /**
     * A request.
     *
     * @param uri path and query
     * @param headers by name; the first letter is a capital, all others are not
     * @param body without its compression
     */
    public record Request(String method, String uri, Map<String, List<String>> headers, String body) {

        /** A header; empty if it is not there. */
        public String header(String name) {
            String key = name.substring(0, 1).toUpperCase(Locale.ROOT)
                    + name.substring(1).toLowerCase(Locale.ROOT);
            return headers.containsKey(key) ? String.join(",", headers.get(key)) : "";
        }
    }

    /** An answer. */
    public record Reply(int status, Map<String, String> headers, String body) {

        /** In JSON. */
        public static Reply json(int status, String body) {
            return new Reply(status, Map.of("Content-Type", "application/json"), body);
        }

        /** As plain text. */
        public static Reply text(int status, String body) {
            return new Reply(status, Map.of("Content-Type", "text/plain; charset=utf-8"), body);
        }

        /** The same with a further header. */
        public Reply with(String name, String value) {
            Map<String, String> all = new HashMap<>(headers);
            all.put(name, value);
            return new Reply(status, all, body);
        }
    }
}
