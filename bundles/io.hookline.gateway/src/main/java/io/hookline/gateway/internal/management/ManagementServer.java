package io.hookline.gateway.internal.management;

import io.hookline.gateway.internal.listen.ListeningSocket;
import io.hookline.gateway.internal.message.Wire;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The listening management port. A connection carries one request, and ends after ten seconds at the latest; sizes and
 * numbers are limited, so that it cannot be a burden for the gateway. A new connection never waits for others: if there
 * are too many, the oldest one without a request ends, so that clients that say nothing are in the way of no probe.
 */
final class ManagementServer implements AutoCloseable {

    static final int MAX_BODY_BYTES = 64 << 10;
    private static final int MAX_CONNECTIONS = 64;
    /** Those that are accepted and those that are being closed meanwhile. */
    private static final int MAX_SOCKETS = 4 * MAX_CONNECTIONS;

    private static final int MAX_LINE_BYTES = 4 << 10;
    private static final int MAX_HEAD_BYTES = 8 << 10;
    private static final int MAX_WORKERS = 8;
    private static final long SPARE_THREAD_SECONDS = 10;
    private static final long STOP_MS = 2_000;
    static final long DEADLINE_MS = 10_000;

    private final ListeningSocket socket;
    private final EventLoopGroup loop;
    private final ThreadPoolExecutor workers;
    private final Handlers handlers;
    private final long deadlineMillis;
    /** Oldest first. On the I/O thread only. */
    private final Set<ManagementConnection> open = new LinkedHashSet<>();

    /**
     * Listens.
     *
     * @param deadlineMillis after which a connection ends
     * @throws IOException if it cannot; the message says why
     */
    ManagementServer(ManagementSettings settings, Handlers handlers, long deadlineMillis) throws IOException {
        this.handlers = handlers;
        this.deadlineMillis = deadlineMillis;
        socket = new ListeningSocket("management accept", settings.host(), settings.port());
        loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("management I/O", true), NioIoHandler.newFactory());
        workers = new ThreadPoolExecutor(
                0,
                MAX_WORKERS,
                SPARE_THREAD_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new DefaultThreadFactory("management", true));
        socket.limit(MAX_SOCKETS, 0);
        socket.handTo(this::take);
    }

    /** The address that is bound. */
    InetSocketAddress address() {
        return socket.address();
    }

    URI uri() {
        try {
            return new URI("http", null, address().getHostString(), address().getPort(), null, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no URI for " + address(), e);
        }
    }

    private void take(Channel connection) {
        connection.pipeline().addLast(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel initialised) {
                ManagementConnection handler = new ManagementConnection(initialised, handlers, workers);
                admit(handler, initialised);
                Wire.later(initialised.eventLoop(), deadlineMillis, () -> Wire.close(initialised));
                initialised
                        .pipeline()
                        .addLast(new HttpServerCodec(MAX_LINE_BYTES, MAX_HEAD_BYTES, MAX_HEAD_BYTES))
                        .addLast(new HttpObjectAggregator(MAX_BODY_BYTES, true))
                        .addLast(handler);
                initialised.config().setAutoRead(true);
            }
        });
        loop.register(connection).addListener((ChannelFutureListener) registered -> {
            if (!registered.isSuccess()) {
                connection.unsafe().closeForcibly();
            }
        });
    }

    private void admit(ManagementConnection handler, Channel channel) {
        if (open.size() >= MAX_CONNECTIONS) {
            ManagementConnection superfluous = open.stream()
                    .filter(ManagementConnection::isWaiting)
                    .findFirst()
                    .orElseGet(() -> open.iterator().next());
            open.remove(superfluous);
            superfluous.close();
        }
        open.add(handler);
        channel.closeFuture().addListener(closed -> open.remove(handler));
    }

    /** Closes the port and its connections. */
    @Override
    public void close() {
        socket.close();
        workers.shutdownNow();
        loop.shutdownGracefully(0, STOP_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(STOP_MS);
    }
}
