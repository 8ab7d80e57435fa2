package io.hookline.gateway.internal.upstream;

import io.hookline.gateway.internal.config.GatewaySettings;
import io.hookline.gateway.internal.config.UpstreamAddress;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The connections to the one upstream, which may change or be absent. Each I/O thread has connections of its own, so
 * that a request stays on one thread.
 */
public final class UpstreamPool implements AutoCloseable {

    private final EventLoopGroup loops;
    private final Class<? extends Channel> channelType;
    private final GatewaySettings settings;
    private final Executor workers;
    private volatile @Nullable Origin origin;

    /** A pool without an upstream. */
    public UpstreamPool(
            EventLoopGroup loops, Class<? extends Channel> channelType, GatewaySettings settings, Executor workers) {
        this.loops = loops;
        this.channelType = channelType;
        this.settings = settings;
        this.workers = workers;
    }

    /** Sets the upstream of later requests; null if there is none. Requests in flight stay with the old one. */
    public synchronized void pointTo(@Nullable UpstreamAddress address) {
        Origin old = origin;
        if (old != null && old.address().equals(address)) {
            return;
        }
        origin = address == null ? null : open(address);
        if (old != null) {
            old.close();
        }
    }

    /** The current upstream, or null if there is none. A request asks once. */
    public @Nullable Origin current() {
        return origin;
    }

    /**
     * Reads the files that connections to an upstream need.
     *
     * @throws IllegalArgumentException if one cannot be used; the message names the cause and the remedy
     */
    public static void checkFiles(UpstreamAddress upstream, GatewaySettings.Forwarding settings) {
        if (upstream.tls()) {
            new UpstreamTls(upstream, settings.ca());
        }
    }

    /** Closes connections as soon as they are idle. Requests that have begun with this pool are still served by it. */
    public synchronized void retire() {
        Origin old = origin;
        if (old != null) {
            old.close();
        }
    }

    @Override
    public void close() {
        pointTo(null);
    }

    private Origin open(UpstreamAddress address) {
        int threads = settings.listening().ioThreads();
        int most = (settings.forwarding().maxConnections() + threads - 1) / threads;
        Map<EventExecutor, ConnectionPool> pools = new HashMap<>();
        for (EventExecutor executor : loops) {
            EventLoop loop = (EventLoop) executor;
            Connector connector = new Connector(address, loop, channelType, settings, workers);
            pools.put(loop, new ConnectionPool(address, loop, connector, most, settings));
        }
        return new Origin(address, pools);
    }

    /** An upstream with its connections. */
    public record Origin(UpstreamAddress address, Map<EventExecutor, ConnectionPool> pools) {

        /** The connections of an I/O thread. */
        public ConnectionPool of(EventLoop loop) {
            ConnectionPool pool = pools.get(loop);
            if (pool == null) {
                throw new IllegalStateException("not one of the gateway's I/O threads");
            }
            return pool;
        }

        void close() {
            pools.values().forEach(ConnectionPool::close);
        }
    }
}
