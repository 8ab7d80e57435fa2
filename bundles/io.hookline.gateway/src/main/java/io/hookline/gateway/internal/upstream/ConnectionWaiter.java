package io.hookline.gateway.internal.upstream;

import org.jspecify.annotations.Nullable;

/** Waits for a connection. One of its methods is called, once, on the I/O thread that asked. */
public interface ConnectionWaiter {

    /** Whether a connection is still of use. */
    boolean isWaiting();

    /** Takes a connection. */
    void connected(UpstreamConnection connection);

    /** Learns that there will be none. */
    void unconnected(int status, String message, @Nullable Throwable cause);
}
