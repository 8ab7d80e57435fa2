package io.hookline.records.internal.access;

import io.hookline.common.http.BoundEndpoint;
import io.hookline.records.internal.business.RecordService;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import java.net.URI;
import org.xnio.Options;

/** The listening server. Started once, closed once. */
public final class RecordsServer implements AutoCloseable {

    private static final int GRACE_MS = 5_000;
    private static final int FORCED_STOP_MS = 2_000;
    private static final int IDLE_TIMEOUT_MS = 120_000;

    private final BoundEndpoint endpoint;

    /**
     * Starts the server.
     *
     * @throws IllegalStateException if it cannot; the message names the cause and the remedy
     */
    public RecordsServer(String host, int port, int workerThreads, int maxRequestBytes, RecordService service) {
        // Answers Expect: 100-continue when the body is read.
        HttpHandler handler = new HttpContinueReadHandler(new RecordsHandler(service, maxRequestBytes));
        GracefulShutdownHandler graceful = new GracefulShutdownHandler(http -> http.dispatch(handler));
        Undertow server = Undertow.builder()
                .addHttpListener(port, host)
                .setIoThreads(1)
                .setWorkerThreads(workerThreads)
                .setWorkerOption(Options.WORKER_NAME, "records")
                .setWorkerOption(Options.THREAD_DAEMON, true)
                .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, FORCED_STOP_MS)
                .setServerOption(UndertowOptions.IDLE_TIMEOUT, IDLE_TIMEOUT_MS)
                .setHandler(graceful)
                .build();
        endpoint = BoundEndpoint.listen(server, graceful, "The record service", host, port, "io.hookline.records");
    }

    /** The address that it listens on. */
    public URI uri() {
        return endpoint.uri();
    }

    /** Refuses new requests, lets those in flight finish for a while, and stops. */
    @Override
    public void close() {
        try {
            endpoint.drain(GRACE_MS);
        } finally {
            endpoint.stop();
        }
    }
}
