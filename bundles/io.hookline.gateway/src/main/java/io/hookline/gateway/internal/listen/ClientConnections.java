package io.hookline.gateway.internal.listen;

import io.hookline.gateway.internal.call.CallServices;
import io.hookline.gateway.internal.config.GatewaySettings;
import io.hookline.gateway.internal.message.Wire;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The connections of clients that came through one entrance: with or without TLS, with or without HTTP/2. */
public final class ClientConnections implements AutoCloseable {

    private static final long CLOSE_PATIENCE_MS = 2_000;
    private static final long TLS_CHECK_MS = 1_000;

    private final EventLoopGroup loops;
    private final Supplier<CallServices> services;
    private final @Nullable ServerTls tls;
    private final boolean http2Cleartext;
    private final String scheme;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

    /**
     * No connection yet.
     *
     * @param services asked for each request, so that it is served by what is set when it begins
     * @param workers read the files of TLS
     * @throws IllegalStateException if these cannot be used; the message names the cause and the remedy
     */
    public ClientConnections(
            EventLoopGroup loops, GatewaySettings settings, Supplier<CallServices> services, Executor workers) {
        this.loops = loops;
        this.services = services;
        this.http2Cleartext = settings.http2().cleartext();
        GatewaySettings.Tls files = settings.tls();
        ServerTls secured =
                files == null ? null : new ServerTls(files, settings.http2().withTls());
        tls = secured;
        scheme = secured == null ? "http" : "https";
        if (secured != null) {
            Wire.repeat(loops.next(), TLS_CHECK_MS, () -> workers.execute(secured::check));
        }
    }

    /** How clients address it: {@code http} or {@code https}. */
    public String scheme() {
        return scheme;
    }

    /** Takes a connection that was accepted. */
    public void take(Channel connection) {
        connections.add(connection);
        connection.pipeline().addLast(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel initialised) {
                start(initialised);
            }
        });
        loops.register(connection).addListener((ChannelFutureListener) registered -> {
            if (!registered.isSuccess()) {
                connections.remove(connection);
                connection.unsafe().closeForcibly();
            }
        });
    }

    private void start(Channel connection) {
        ServerTls secured = tls;
        if (secured != null) {
            TlsStart.add(connection.pipeline(), secured.context(), services);
        } else if (http2Cleartext) {
            connection.pipeline().addLast(new PrefaceDetector(services, scheme));
        } else {
            connection.pipeline().addLast(new Http1Connection(services, scheme));
        }
    }

    /** Tells clients of HTTP/2 to send further requests elsewhere; those of HTTP/1 learn it by their next response. */
    public void retire() {
        tell(Retirement.EVENT);
    }

    /** Tells clients of HTTP/2 to send no further requests on their connections, which end with those in flight. */
    public void drain() {
        tell(Drain.BEGIN);
    }

    private void tell(Object event) {
        for (Channel connection : List.copyOf(connections)) {
            try {
                connection.pipeline().fireUserEventTriggered(event);
            } catch (RejectedExecutionException e) {
                // Its thread has been lost: nothing else ends the connection.
                connections.remove(connection);
                ThreadEnds.closeUnserved(connection);
            }
        }
    }

    /** Waits until all have ended, at most for a time; false if some are left. */
    public boolean awaitEnd(long millis) {
        return connections.newCloseFuture().awaitUninterruptibly(millis, TimeUnit.MILLISECONDS);
    }

    /** Closes all once what was written has been sent. */
    @Override
    public void close() {
        connections.forEach(
                connection -> connection.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE));
        connections.newCloseFuture().awaitUninterruptibly(CLOSE_PATIENCE_MS, TimeUnit.MILLISECONDS);
        connections.close().awaitUninterruptibly(CLOSE_PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    /** Tells a connection that it serves no further requests than those on their way. */
    enum Retirement {
        /** The only one. */
        EVENT
    }
}
