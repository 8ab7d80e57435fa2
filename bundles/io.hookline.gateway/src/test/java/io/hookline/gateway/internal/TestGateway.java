package io.hookline.gateway.internal;

import io.hookline.gateway.hook.CompletedHook;
import io.hookline.gateway.hook.PostProcessHook;
import io.hookline.gateway.hook.PreRequestHook;
import io.hookline.gateway.hook.PreUpstreamHook;
import io.hookline.gateway.internal.route.RoutingPlan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A real gateway on a free port, without a framework, for the tests of plugins. Hooks are called in the order in which
 * they are added, on I/O threads, as hooks that never block are.
 */
public final class TestGateway implements AutoCloseable {

    private final InProcessHookPoints points = new InProcessHookPoints();
    private final TestSettings settings = new TestSettings();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private @Nullable GatewayServer server;

    /** A gateway that is not started. */
    public TestGateway() {
        points.nonBlocking = true;
    }

    /** Adds a hook at each point whose contract it implements. */
    public TestGateway with(Object hook) {
        if (hook instanceof PreRequestHook) {
            points.add(PreRequestHook.POINT, hook);
        }
        if (hook instanceof PreUpstreamHook) {
            points.add(PreUpstreamHook.POINT, hook);
        }
        if (hook instanceof PostProcessHook) {
            points.add(PostProcessHook.POINT, hook);
        }
        if (hook instanceof CompletedHook) {
            points.add(CompletedHook.POINT, hook);
        }
        return this;
    }

    /** Sets options of the gateway by name. */
    public TestGateway with(Map<String, Object> options) {
        settings.more.putAll(options);
        return this;
    }

    /** Starts it in front of an upstream. */
    public TestGateway before(URI upstream) {
        settings.upstream = upstream;
        server = GatewayServer.start(settings.build(), points, RoutingPlan.EMPTY);
        return this;
    }

    /** Its address. */
    public URI uri() {
        GatewayServer running = server;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running.uri();
    }

    /** A request with this path, and a generous timeout. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(uri() + path)).timeout(Duration.ofSeconds(60));
    }

    /** Sends a request; the body as it came. */
    public HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** What hooks and scopes were misused for. */
    public Queue<String> misuse() {
        return points.misuse;
    }

    /** How many calls keep their lease. */
    public int leases() {
        return points.scopesOpen.get();
    }

    @Override
    public void close() {
        GatewayServer running = server;
        if (running != null) {
            running.close();
        }
    }
}
