package io.hookline.gateway.internal.listen;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** The I/O threads and the kind of sockets that they serve. */
public final class Transport implements AutoCloseable {

    private static final long QUIET_MS = 0;
    private static final long STOP_MS = 2_000;

    private final EventLoopGroup loops;
    private final ThreadEnds ends;

    /** Prepares this many threads; each starts with its first connection. */
    public Transport(int threads) {
        loops = new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("gateway I/O", true), NioIoHandler.newFactory());
        ends = new ThreadEnds(loops);
    }

    /** Runs something, on a thread of its own, if one of the threads ends although this was not closed. */
    public void onThreadLost(Runnable action) {
        ends.onLost(action);
    }

    /** The threads. */
    public EventLoopGroup loops() {
        return loops;
    }

    /** The kind of the listening socket. */
    public Class<? extends ServerChannel> serverType() {
        return NioServerSocketChannel.class;
    }

    /** The kind of connections to upstreams. */
    public Class<? extends Channel> connectionType() {
        return NioSocketChannel.class;
    }

    /** Ends the threads. */
    @Override
    public void close() {
        ends.expect();
        loops.shutdownGracefully(QUIET_MS, STOP_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(2 * STOP_MS);
    }
}
