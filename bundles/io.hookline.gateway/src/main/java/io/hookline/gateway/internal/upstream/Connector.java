package io.hookline.gateway.internal.upstream;

import io.hookline.gateway.internal.config.GatewaySettings;
import io.hookline.gateway.internal.config.UpstreamAddress;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens connections to one upstream on one I/O thread, trying its addresses one after the other. */
final class Connector {

    private final UpstreamAddress address;
    private final EventLoop loop;
    private final GatewaySettings settings;
    private final Executor workers;
    private final Bootstrap bootstrap;
    private final @Nullable UpstreamTls tls;

    Connector(
            UpstreamAddress address,
            EventLoop loop,
            Class<? extends Channel> channelType,
            GatewaySettings settings,
            long timeoutMillis,
            Executor workers) {
        this.address = address;
        this.loop = loop;
        this.settings = settings;
        this.workers = workers;
        this.tls =
                address.tls() ? new UpstreamTls(address, settings.forwarding().ca()) : null;
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(channelType)
                .option(ChannelOption.AUTO_READ, false)
                // A response can still be read after the request could not be written to its end.
                .option(ChannelOption.AUTO_CLOSE, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(timeoutMillis, Integer.MAX_VALUE));
    }

    /** Opens one for the pool. Exactly one of the two is called, on the I/O thread. */
    void connect(ConnectionPool pool, Consumer<UpstreamConnection> connected, Consumer<Throwable> failed) {
        HostAddresses.resolve(
                address.host(),
                address.port(),
                loop,
                workers,
                found -> attempt(pool, found, 0, connected, failed),
                failed::accept);
    }

    private void attempt(
            ConnectionPool pool,
            List<InetSocketAddress> addresses,
            int index,
            Consumer<UpstreamConnection> connected,
            Consumer<Throwable> failed) {
        UpstreamConnection connection = new UpstreamConnection(pool, settings.heads());
        UpstreamTls secured = tls;
        ChannelFuture connecting = bootstrap
                .clone()
                .handler(secured == null ? connection : new UpstreamTls.Handshaking())
                .connect(addresses.get(index));
        connecting.addListener((ChannelFutureListener) done -> {
            if (done.isSuccess() && secured != null) {
                secured.start(done.channel(), connection, connected, failed);
            } else if (done.isSuccess()) {
                connected.accept(connection);
            } else if (index + 1 < addresses.size()) {
                attempt(pool, addresses, index + 1, connected, failed);
            } else {
                failed.accept(done.cause());
            }
        });
    }
}
