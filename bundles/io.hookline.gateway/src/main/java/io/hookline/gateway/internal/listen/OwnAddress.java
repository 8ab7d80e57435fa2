package io.hookline.gateway.internal.listen;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The address that a server has bound, no obstacle for its next configuration. Safe for use by many threads. */
public final class OwnAddress {

    private volatile @Nullable InetSocketAddress bound;

    /** Takes note of the address that is bound; null if none is. */
    public void set(@Nullable InetSocketAddress address) {
        bound = address;
    }

    /**
     * Tries whether the server could bind another address, or has it already.
     *
     * @throws IOException if it cannot; the message says why
     */
    public void probe(String host, int port) throws IOException {
        InetSocketAddress own = bound;
        if (own == null || own.getPort() != port) {
            ListeningSocket.probe(host, port);
        } else if (!own.getHostString().equals(host)) {
            // The port itself is the server's own, which gives it up.
            ListeningSocket.probe(host, 0);
        }
    }
}
