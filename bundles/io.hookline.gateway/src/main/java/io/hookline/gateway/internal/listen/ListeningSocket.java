package io.hookline.gateway.internal.listen;

import io.hookline.gateway.internal.message.Wire;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bound socket, which outlives those that serve its connections: they hand it over without closing it, so that no
 * client is refused meanwhile. It accepts on a thread of its own.
 */
public final class ListeningSocket implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ListeningSocket.class);
    private static final int BACKLOG = 1024;
    private static final int LOW_WATER_BYTES = 32 << 10;
    private static final int HIGH_WATER_BYTES = 64 << 10;
    private static final long AFTER_FAILURE_MS = 1_000;
    private static final long STOP_MS = 2_000;

    private final EventLoopGroup thread;
    private final ThreadEnds ends;
    private final NioServerSocketChannel channel;
    private final InetSocketAddress bound;
    private final ConnectionLimits limits = new ConnectionLimits();
    /** On the thread that accepts. */
    private @Nullable Consumer<Channel> taker;

    /**
     * Binds. Clients can connect, and wait until their connections are taken.
     *
     * @param name of its thread
     * @throws IOException if it cannot; the message says why
     */
    public ListeningSocket(String name, String host, int port) throws IOException {
        InetSocketAddress address = resolved(host, port);
        thread = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
        ends = new ThreadEnds(thread);
        channel = new NioServerSocketChannel();
        channel.config().setBacklog(BACKLOG).setReuseAddress(true).setAutoRead(false);
        channel.pipeline().addLast(new Acceptor());
        thread.register(channel).syncUninterruptibly();
        ChannelFuture binding = channel.bind(address).awaitUninterruptibly();
        if (!binding.isSuccess()) {
            close();
            throw new IOException(binding.cause().getMessage(), binding.cause());
        }
        bound = channel.localAddress();
    }

    /**
     * Tries whether an address could be bound, without accepting a connection there.
     *
     * @throws IOException if it cannot; the message says why
     */
    public static void probe(String host, int port) throws IOException {
        // A socket that does not listen takes no client away from the one that listens there a moment later.
        try (SocketChannel socket = SocketChannel.open()) {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.bind(resolved(host, port));
        }
    }

    /** Gives further connections to another taker. When this returns, the former one gets none any more. */
    public void handTo(Consumer<Channel> next) {
        channel.eventLoop()
                .submit(() -> {
                    taker = next;
                    limits.resume(channel);
                })
                .syncUninterruptibly();
    }

    /** Sets the limits of connections; {@code perClient} is 0 for none. */
    public void limit(int all, int perClient) {
        limits.set(all, perClient);
        channel.eventLoop().execute(() -> {
            if (taker != null) {
                limits.resume(channel);
            }
        });
    }

    /** The address that is really bound. */
    public InetSocketAddress address() {
        return bound;
    }

    /** Runs something, on a thread of its own, if the thread that accepts ends although this was not closed. */
    public void onThreadLost(Runnable action) {
        ends.onLost(action);
    }

    /** Whether it was not closed yet. */
    public boolean isOpen() {
        return channel.isOpen();
    }

    /** Stops listening; connections stay. */
    @Override
    public void close() {
        ends.expect();
        channel.close().awaitUninterruptibly();
        if (channel.isOpen()) {
            // The thread that accepted has been lost.
            ThreadEnds.closeUnserved(channel);
        }
        thread.shutdownGracefully(0, STOP_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(STOP_MS);
    }

    private static InetSocketAddress resolved(String host, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IOException("the host '" + host + "' is not known");
        }
        return address;
    }

    private final class Acceptor extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            Channel connection = (Channel) message;
            connection.config().setOption(ChannelOption.TCP_NODELAY, true);
            connection.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
            connection.config().setAutoRead(false);
            connection.config().setWriteBufferWaterMark(new WriteBufferWaterMark(LOW_WATER_BYTES, HIGH_WATER_BYTES));
            Consumer<Channel> taking = taker;
            if (taking != null && limits.admits(connection)) {
                taking.accept(connection);
            } else {
                connection.unsafe().closeForcibly();
            }
        }

        /** Accepting has failed, mostly because too many files are open. */
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            LOG.warn("a connection cannot be accepted; the next try is in {} ms", AFTER_FAILURE_MS, cause);
            channel.config().setAutoRead(false);
            Wire.later(channel.eventLoop(), AFTER_FAILURE_MS, () -> limits.resume(channel));
        }
    }
}
