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

    private final int most;
    private final int mostPerClient;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

    /** Limits; {@code mostPerClient} is 0 for none. */
    ConnectionLimits(int most, int mostPerClient) {
        this.most = most;
        this.mostPerClient = mostPerClient;
    }

    /** Counts a connection until it is closed; false if its client has too many. */
    boolean admits(Channel connection) {
        Channel server = connection.parent();
        if (open.incrementAndGet() >= most) {
            server.config().setAutoRead(false);
        }
        InetAddress address = ((InetSocketAddress) connection.remoteAddress()).getAddress();
        int ofClient = mostPerClient == 0 ? 0 : byAddress.merge(address, 1, Integer::sum);
        connection.closeFuture().addListener(closed -> {
            if (open.decrementAndGet() < most) {
                server.config().setAutoRead(true);
            }
            if (mostPerClient > 0) {
                byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
            }
        });
        if (ofClient > mostPerClient) {
            LOG.debug("{} has more than {} connections; a further one is closed", address, mostPerClient);
            return false;
        }
        return true;
    }
}
