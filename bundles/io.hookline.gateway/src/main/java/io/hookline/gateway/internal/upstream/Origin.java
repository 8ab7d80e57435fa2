package io.hookline.gateway.internal.upstream;

import io.hookline.gateway.internal.config.UpstreamAddress;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.util.Map;

/** An address with its connections: each I/O thread has its own, so that a request stays on one thread. */
public final class Origin {

    private final UpstreamAddress address;
    private final Map<EventExecutor, ConnectionPool> pools;

    Origin(UpstreamAddress address, Map<EventExecutor, ConnectionPool> pools) {
        this.address = address;
        this.pools = pools;
    }

    /** Where it is. */
    public UpstreamAddress address() {
        return address;
    }

    /** The connections of an I/O thread. */
    public ConnectionPool of(EventLoop loop) {
        ConnectionPool pool = pools.get(loop);
        if (pool == null) {
            throw new IllegalStateException("not one of the gateway's I/O threads");
        }
        return pool;
    }

    /** How many connections are open, or being opened. */
    public int connections() {
        return pools.values().stream().mapToInt(ConnectionPool::open).sum();
    }

    /** Closes connections that are idle now, and the others when their requests end. Requests can still be sent. */
    public void close() {
        pools.values().forEach(ConnectionPool::close);
    }
}
