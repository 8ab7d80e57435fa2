package io.hookline.gateway.internal.listen;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the clients' connections, altogether and by address. Safe for use by many threads. */
final class ConnectionLimits {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimits.class);

    private volatile int most = Integer.MAX_VALUE;
    private volatile int mostPerClient;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

    /** Sets the limits; {@code perClient} is 0 for none. Connections that are open stay. */
    void set(int all, int perClient) {
        most = all;
        mostPerClient = perClient;
    }

    /** Counts a connection until it is closed; false if its client has too many. */
    boolean admits(Channel connection) {
        InetAddress address = ((InetSocketAddress) connection.remoteAddress()).getAddress();
        // Counted without a limit, too: there may be one later.
        int ofClient = byAddress.merge(address, 1, Integer::sum);
        int limit = mostPerClient;
        if (limit > 0 && ofClient > limit) {
            forget(address);
            LOG.debug("{} has more than {} connections; a further one is closed", address, limit);
            return false;
        }
        Channel server = connection.parent();
        if (open.incrementAndGet() >= most) {
            server.config().setAutoRead(false);
            // Another connection may have ended meanwhile.
            resume(server);
        }
        connection.closeFuture().addListener(closed -> {
            open.decrementAndGet();
            forget(address);
            resume(server);
        });
        return true;
    }

    /** Has a socket accept again, if there are less than the limit. */
    void resume(Channel server) {
        if (open.get() < most) {
            server.config().setAutoRead(true);
        }
    }

    private void forget(InetAddress address) {
        byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }
}
