package io.hookline.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hookline.gateway.hook.ErrorHook;
import io.hookline.gateway.hook.PostProcessHook;
import io.hookline.gateway.hook.PreRequestHook;
import io.hookline.gateway.internal.route.RoutingPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/**
 * A gateway on a free port with an upstream behind it; after each test all scopes must be closed and no rule broken.
 */
abstract class GatewayFixture {

    final InProcessHookPoints points = new InProcessHookPoints();
    final TestSettings draft = new TestSettings();
    RoutingPlan plan = RoutingPlan.EMPTY;
    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService upstreamThreads = Executors.newCachedThreadPool();
    private @Nullable HttpServer upstream;
    private @Nullable GatewayServer gateway;

    @AfterEach
    void closeAll() {
        GatewayServer running = gateway;
        if (running != null) {
            running.close();
        }
        HttpServer server = upstream;
        if (server != null) {
            server.stop(0);
        }
        upstreamThreads.shutdownNow();
        await("scopes to close").until(() -> points.scopesOpen.get() == 0);
        assertThat(points.misuse).isEmpty();
        assertThat(points.callThreads).allMatch(name -> name.contains("I/O") == points.nonBlocking);
    }

    /** Starts an upstream with this handler, and the gateway in front of it. */
    GatewayServer startBefore(Answering answering) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(upstreamThreads);
        server.createContext("/", exchange -> {
            try (exchange) {
                answering.answer(exchange);
            }
        });
        server.start();
        upstream = server;
        draft.upstream = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return start();
    }

    GatewayServer start() {
        GatewayServer started = GatewayServer.start(draft.build(), points, plan);
        gateway = started;
        return started;
    }

    void stop() {
        GatewayServer running = gateway;
        gateway = null;
        if (running != null) {
            running.close();
        }
    }

    void preRequest(PreRequestHook hook) {
        points.add(PreRequestHook.POINT, hook);
    }

    void postProcess(PostProcessHook hook) {
        points.add(PostProcessHook.POINT, hook);
    }

    void onError(ErrorHook hook) {
        points.add(ErrorHook.POINT, hook);
    }

    HttpRequest.Builder request(String path) {
        GatewayServer running = gateway;
        if (running == null) {
            throw new IllegalStateException("the gateway is not started");
        }
        return HttpRequest.newBuilder(URI.create(running.uri() + path)).timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Handles a request of the upstream. */
    @FunctionalInterface
    interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }
}
