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

/** Opens origins and health checks on the gateway's I/O threads. */
public final class Origins {

    private final EventLoopGroup loops;
    private final Class<? extends Channel> channelType;
    private final GatewaySettings settings;
    private final Executor workers;

    /** On these threads; names are looked up on the workers. */
    public Origins(
            EventLoopGroup loops, Class<? extends Channel> channelType, GatewaySettings settings, Executor workers) {
        this.loops = loops;
        this.channelType = channelType;
        this.settings = settings;
        this.workers = workers;
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

    /**
     * An origin without connections yet.
     *
     * @throws IllegalArgumentException if TLS cannot be used as it is configured
     */
    public Origin open(UpstreamAddress address, long connectTimeoutMillis) {
        int threads = settings.listening().ioThreads();
        int most = (settings.forwarding().maxConnections() + threads - 1) / threads;
        Map<EventExecutor, ConnectionPool> pools = new HashMap<>();
        for (EventExecutor executor : loops) {
            EventLoop loop = (EventLoop) executor;
            pools.put(loop, pool(address, loop, most, connectTimeoutMillis));
        }
        return new Origin(address, pools);
    }

    /** Connections for health checks. */
    ConnectionPool openForChecks(UpstreamAddress address, EventLoop loop, long connectTimeoutMillis) {
        // Two, because the one of the check before may not have been closed yet.
        return pool(address, loop, 2, connectTimeoutMillis);
    }

    EventLoop nextLoop() {
        return loops.next();
    }

    private ConnectionPool pool(UpstreamAddress address, EventLoop loop, int most, long connectTimeoutMillis) {
        Connector connector = new Connector(address, loop, channelType, settings, connectTimeoutMillis, workers);
        return new ConnectionPool(address, loop, connector, most, connectTimeoutMillis);
    }
}
