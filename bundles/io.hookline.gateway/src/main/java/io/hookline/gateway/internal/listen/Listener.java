package io.hookline.gateway.internal.listen;

import io.hookline.gateway.internal.call.CallServices;
import io.hookline.gateway.internal.config.GatewayConfig;
import io.hookline.gateway.internal.config.GatewaySettings;
import io.hookline.gateway.internal.message.Wire;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The listening socket and the clients' connections. Opened once, closed once. */
public final class Listener implements AutoCloseable {

    private static final int BACKLOG = 1024;
    private static final int LOW_WATER_BYTES = 32 << 10;
    private static final int HIGH_WATER_BYTES = 64 << 10;
    private static final long CLOSE_PATIENCE_MS = 2_000;
    private static final long TLS_CHECK_MS = 1_000;

    private final Channel server;
    private final @Nullable ServerTls tls;
    private final String scheme;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

    /**
     * Listens.
     *
     * @throws IllegalStateException if it cannot; the message names the cause and the remedy
     */
    public Listener(EventLoopGroup loops, Class<? extends ServerChannel> channelType, CallServices services) {
        tls = tls(services.settings());
        scheme = tls == null ? "http" : "https";
        if (tls != null) {
            watch(tls, loops, services);
        }
        GatewaySettings.Listening settings = services.settings().listening();
        ConnectionLimits limits = new ConnectionLimits(settings.maxConnections(), settings.maxPerClient());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(channelType)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(LOW_WATER_BYTES, HIGH_WATER_BYTES))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        if (limits.admits(connection)) {
                            connections.add(connection);
                            start(connection, services);
                        } else {
                            Wire.close(connection);
                        }
                    }
                });
        ChannelFuture binding = bootstrap.bind(settings.host(), settings.port()).awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new IllegalStateException(
                    "The gateway cannot listen on " + settings.host() + ":" + settings.port() + " ("
                            + binding.cause().getMessage()
                            + "). Stop the process that uses the port, or set 'host' and 'port' of "
                            + GatewayConfig.PID + "; port 0 takes any free one.",
                    binding.cause());
        }
        server = binding.channel();
    }

    private void start(Channel connection, CallServices services) {
        ServerTls secured = tls;
        if (secured != null) {
            TlsStart.add(connection.pipeline(), secured.context(), services);
        } else if (services.settings().http2().cleartext()) {
            connection.pipeline().addLast(new PrefaceDetector(services, scheme));
        } else {
            connection.pipeline().addLast(new Http1Connection(services, scheme));
        }
    }

    private static @Nullable ServerTls tls(GatewaySettings settings) {
        GatewaySettings.Tls files = settings.tls();
        return files == null ? null : new ServerTls(files, settings.http2().withTls());
    }

    private static void watch(ServerTls tls, EventLoopGroup loops, CallServices services) {
        Wire.repeat(
                loops.next(), TLS_CHECK_MS, () -> services.stages().workers().execute(tls::check));
    }

    /** The address that it listens on, with the port that is really bound. */
    public URI uri() {
        InetSocketAddress bound = (InetSocketAddress) server.localAddress();
        try {
            return new URI(scheme, null, bound.getHostString(), bound.getPort(), null, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no URI for " + bound, e);
        }
    }

    /** Tells clients of HTTP/2 to send no further requests on their connections, which end with those in flight. */
    public void drain() {
        connections.forEach(connection -> connection.pipeline().fireUserEventTriggered(Drain.BEGIN));
    }

    /** Closes the socket, and all connections once what was written has been sent. */
    @Override
    public void close() {
        server.close().awaitUninterruptibly();
        connections.forEach(
                connection -> connection.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE));
        connections.newCloseFuture().awaitUninterruptibly(CLOSE_PATIENCE_MS, TimeUnit.MILLISECONDS);
        connections.close().awaitUninterruptibly(CLOSE_PATIENCE_MS, TimeUnit.MILLISECONDS);
    }
}
