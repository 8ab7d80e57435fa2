package io.hookline.gateway.internal;

import io.hookline.api.HookPoints;
import io.hookline.common.http.BoundEndpoint;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.proxy.ProxyHandler;
import io.undertow.util.Headers;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.xnio.Options;

/** The listening server with its points and its upstream. Started once, closed once. */
final class GatewayServer implements AutoCloseable {

    private static final int FORCED_STOP_MS = 2_000;
    private static final int HEAD_TIMEOUT_MS = 30_000;
    private static final int MAX_HEAD_BYTES = 64 * 1024;

    private final GatewaySettings settings;
    private final GatewayPoints points;
    private final UpstreamPool upstream;
    private final GracefulShutdownHandler graceful;
    private final BoundEndpoint endpoint;
    private volatile boolean closing;

    private GatewayServer(GatewaySettings settings, GatewayPoints points) {
        this.settings = settings;
        this.points = points;
        this.upstream = new UpstreamPool(settings);
        upstream.pointTo(settings.upstream());
        HttpHandler proxy = ProxyHandler.builder()
                .setProxyClient(upstream)
                .setMaxConnectionRetries(1)
                .build();
        this.graceful = new GracefulShutdownHandler(http -> new ProxiedCall(settings, points, proxy, http).begin());
        Undertow server = Undertow.builder()
                .addHttpListener(settings.port(), settings.host())
                .setIoThreads(settings.ioThreads())
                .setWorkerThreads(settings.workerThreads())
                .setWorkerOption(Options.WORKER_NAME, "gateway")
                .setWorkerOption(Options.THREAD_DAEMON, true)
                .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, FORCED_STOP_MS)
                .setServerOption(UndertowOptions.IDLE_TIMEOUT, (int) settings.idleTimeoutMillis())
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, HEAD_TIMEOUT_MS)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, MAX_HEAD_BYTES)
                .setServerOption(UndertowOptions.DECODE_URL, false)
                .setHandler(this::handle)
                .build();
        this.endpoint = BoundEndpoint.listen(
                server, graceful, "The gateway", settings.host(), settings.port(), GatewayConfig.PID);
    }

    /**
     * Opens the points and listens.
     *
     * @throws IllegalStateException if it cannot listen; the message names the cause and the remedy
     */
    static GatewayServer start(GatewaySettings settings, HookPoints hookPoints) {
        GatewayPoints points = GatewayPoints.open(hookPoints, settings);
        try {
            return new GatewayServer(settings, points);
        } catch (RuntimeException e) {
            points.close();
            throw e;
        }
    }

    /** The address that it listens on. */
    URI uri() {
        return endpoint.uri();
    }

    /** Sample calls of its points. */
    GatewaySamples samples() {
        return new GatewaySamples(points);
    }

    /** Sets the upstream of later requests, unless the configuration does; null if there is none. */
    void pointTo(@Nullable URI records) {
        if (settings.upstream() == null) {
            upstream.pointTo(records);
        }
    }

    /** Refuses new requests, lets those in flight finish for the grace period, and stops. */
    @Override
    public void close() {
        closing = true;
        try {
            endpoint.drain(settings.shutdownGraceMillis());
        } finally {
            upstream.close();
            endpoint.stop();
            points.close();
        }
    }

    private void handle(HttpServerExchange http) throws Exception {
        if (closing) {
            http.setPersistent(false);
            http.getResponseHeaders().put(Headers.RETRY_AFTER, "1");
        }
        graceful.handleRequest(http);
    }
}
