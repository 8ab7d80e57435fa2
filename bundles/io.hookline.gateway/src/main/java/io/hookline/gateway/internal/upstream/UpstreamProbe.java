package io.hookline.gateway.internal.upstream;

import io.hookline.gateway.internal.config.UpstreamAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tries whether an upstream accepts connections. What was found counts for a second, so that many questions are one
 * connection. Safe for use by many threads; a question may wait for two seconds.
 */
public final class UpstreamProbe {

    private static final int PATIENCE_MS = 2_000;
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private @Nullable UpstreamAddress asked;
    private @Nullable String problem;
    private long askedAtNanos;

    /** Why an upstream cannot be used; null if it can. */
    public synchronized @Nullable String problem(UpstreamAddress upstream) {
        if (!upstream.equals(asked) || System.nanoTime() - askedAtNanos > FRESH_NANOS) {
            problem = connect(upstream);
            asked = upstream;
            askedAtNanos = System.nanoTime();
        }
        return problem;
    }

    private static @Nullable String connect(UpstreamAddress upstream) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(upstream.host(), upstream.port()), PATIENCE_MS);
            return null;
        } catch (IOException e) {
            return "nothing accepts connections at " + upstream + " (" + e.getMessage() + ")";
        }
    }
}
