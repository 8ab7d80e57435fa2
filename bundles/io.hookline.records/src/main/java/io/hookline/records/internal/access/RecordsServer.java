package io.hookline.records.internal.access;

import io.hookline.records.internal.business.RecordService;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listening server. Started once, closed once. */
public final class RecordsServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordsServer.class);
    private static final int GRACE_MS = 5_000;
    private static final int DRAIN_STEP_MS = 10;
    private static final int FORCED_STOP_MS = 2_000;
    private static final int IDLE_TIMEOUT_MS = 120_000;

    private final AtomicInteger inFlight = new AtomicInteger();
    private final EventLoopGroup loops;
    private final ThreadPoolExecutor workers;
    private final RecordsHandler handler;
    private final Channel server;

    /**
     * Starts the server.
     *
     * @throws IllegalStateException if it cannot; the message names the cause and the remedy
     */
    public RecordsServer(String host, int port, int workerThreads, int maxRequestBytes, RecordService service) {
        loops = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("records I/O", true), NioIoHandler.newFactory());
        workers = new ThreadPoolExecutor(
                workerThreads,
                workerThreads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory("records task", true));
        handler = new RecordsHandler(service, maxRequestBytes);
        ChannelFuture binding = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        connection
                                .pipeline()
                                .addLast(new IdleStateHandler(0, 0, IDLE_TIMEOUT_MS, TimeUnit.MILLISECONDS))
                                .addLast(new HttpServerCodec())
                                .addLast(new RecordsConnection(handler, workers, inFlight));
                    }
                })
                .bind(host, port)
                .awaitUninterruptibly();
        if (!binding.isSuccess()) {
            end();
            throw new IllegalStateException(
                    "The record service cannot listen on " + host + ":" + port + " ("
                            + binding.cause().getMessage()
                            + "). Stop the process that uses the port, or set 'host' and 'port' of"
                            + " io.hookline.records; port 0 takes any free one.",
                    binding.cause());
        }
        server = binding.channel();
    }

    /** The address that it listens on. */
    public URI uri() {
        InetSocketAddress bound = (InetSocketAddress) server.localAddress();
        try {
            return new URI("http", null, bound.getHostString(), bound.getPort(), null, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no URI for " + bound, e);
        }
    }

    /** Changes limits of later requests; no connection is closed. */
    public synchronized void limit(int workerThreads, int maxRequestBytes) {
        handler.limit(maxRequestBytes);
        // The core size may never be above the maximum.
        if (workerThreads > workers.getMaximumPoolSize()) {
            workers.setMaximumPoolSize(workerThreads);
            workers.setCorePoolSize(workerThreads);
        } else {
            workers.setCorePoolSize(workerThreads);
            workers.setMaximumPoolSize(workerThreads);
        }
    }

    /** Accepts no new connections, lets requests in flight finish for a while, and stops. */
    @Override
    public void close() {
        server.close().awaitUninterruptibly();
        try {
            if (!awaitIdle()) {
                LOG.warn("requests were still in flight after {} ms; they are cut off", GRACE_MS);
            }
        } finally {
            end();
        }
    }

    /** Waits for a moment without requests, for a while; false if there was none. */
    private boolean awaitIdle() {
        try {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MS);
            while (inFlight.get() > 0 && System.nanoTime() - end < 0) {
                TimeUnit.MILLISECONDS.sleep(DRAIN_STEP_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return inFlight.get() == 0;
    }

    private void end() {
        workers.shutdownNow();
        loops.shutdownGracefully(0, FORCED_STOP_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(2 * FORCED_STOP_MS);
    }
}
