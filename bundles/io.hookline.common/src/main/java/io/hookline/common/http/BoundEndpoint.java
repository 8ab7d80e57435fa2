package io.hookline.common.http;

import io.undertow.Undertow;
import io.undertow.server.handlers.GracefulShutdownHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP server that listens on one address: started once, drained and stopped once. */
public final class BoundEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(BoundEndpoint.class);

    private final Undertow server;
    private final GracefulShutdownHandler requests;
    private final URI uri;

    private BoundEndpoint(Undertow server, GracefulShutdownHandler requests, URI uri) {
        this.server = server;
        this.requests = requests;
        this.uri = uri;
    }

    /**
     * Starts the server.
     *
     * @param requests the server's handler, or the one that it passes all requests to
     * @param name what a message calls the server, for instance "The gateway"
     * @param host the address of the server's only listener
     * @param pid the configuration that sets 'host' and 'port'
     * @throws IllegalStateException if it cannot listen; the message names the cause and the remedy
     */
    public static BoundEndpoint listen(
            Undertow server, GracefulShutdownHandler requests, String name, String host, int port, String pid) {
        try {
            server.start();
        } catch (RuntimeException e) {
            server.stop();
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException(
                    name + " cannot listen on " + host + ":" + port + " ("
                            + cause.getMessage()
                            + "). Stop the process that uses the port, or set 'host' and 'port' of "
                            + pid + "; port 0 takes any free one.",
                    e);
        }
        return new BoundEndpoint(server, requests, boundUri(server));
    }

    /** Where it listens, with the port that is really bound. */
    public URI uri() {
        return uri;
    }

    /** Refuses new requests and waits for those in flight. An interrupt ends the wait and stays set. */
    public void drain(long graceMillis) {
        try {
            requests.shutdown();
            if (!requests.awaitShutdown(graceMillis)) {
                LOG.warn("requests were still in flight after {} ms; they are cut off", graceMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes the socket and all connections. */
    public void stop() {
        server.stop();
    }

    private static URI boundUri(Undertow server) {
        InetSocketAddress bound =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        try {
            return new URI("http", null, bound.getHostString(), bound.getPort(), null, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no URI for " + bound, e);
        }
    }
}
