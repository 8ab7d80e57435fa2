package io.hookline.records.internal.access;

import io.hookline.records.internal.business.RecordBook;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.Options;

/** The listening server. Started once, closed once. */
public final class RecordsServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordsServer.class);
    private static final int GRACE_MS = 5_000;
    private static final int FORCED_STOP_MS = 2_000;
    private static final int IDLE_TIMEOUT_MS = 120_000;

    private final GracefulShutdownHandler graceful;
    private final Undertow server;
    private final URI uri;

    /**
     * Listens.
     *
     * @throws IllegalStateException if it cannot; the message names cause and cure
     */
    public RecordsServer(String host, int port, int workerThreads, int maxRequestBytes, RecordBook book) {
        // A client that asks first (Expect: 100-continue) is told to send its body when the body is read.
        HttpHandler handler = new HttpContinueReadHandler(new RecordsHandler(book, maxRequestBytes));
        graceful = new GracefulShutdownHandler(http -> http.dispatch(handler));
        server = Undertow.builder()
                .addHttpListener(port, host)
                .setIoThreads(1)
                .setWorkerThreads(workerThreads)
                .setWorkerOption(Options.WORKER_NAME, "records")
                .setWorkerOption(Options.THREAD_DAEMON, true)
                .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, FORCED_STOP_MS)
                .setServerOption(UndertowOptions.IDLE_TIMEOUT, IDLE_TIMEOUT_MS)
                .setHandler(graceful)
                .build();
        try {
            server.start();
        } catch (RuntimeException e) {
            server.stop();
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException(
                    "The record service cannot listen on " + host + ":" + port + " (" + cause.getMessage()
                            + "). Stop what has the port, or set 'port' of io.hookline.records; 0 takes any free one.",
                    e);
        }
        uri = bound();
    }

    /** Where it listens. */
    public URI uri() {
        return uri;
    }

    /** Refuses new requests, lets those in flight finish for a while, and stops. */
    @Override
    public void close() {
        graceful.shutdown();
        try {
            if (!graceful.awaitShutdown(GRACE_MS)) {
                LOG.warn("requests were still in flight after {} ms; they are cut off", GRACE_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            server.stop();
        }
    }

    private URI bound() {
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        try {
            return new URI("http", null, address.getHostString(), address.getPort(), null, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no URI for " + address, e);
        }
    }
}
