package io.hookline.gateway.internal.upstream;

import io.hookline.common.file.RegularFile;
import io.hookline.gateway.internal.config.UpstreamAddress;
import io.hookline.gateway.internal.message.Wire;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** TLS with an upstream, whose certificate must be for its host and lead to a known issuer. */
final class UpstreamTls {

    private static final int MOST_BYTES = 1 << 20;

    private final UpstreamAddress address;
    private final SslContext context;

    /**
     * Prepares it.
     *
     * @param ca the issuers' certificates, in PEM; null for those of the JDK
     * @throws IllegalArgumentException if the file cannot be used
     */
    UpstreamTls(UpstreamAddress address, @Nullable Path ca) {
        this.address = address;
        try {
            SslContextBuilder builder = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .endpointIdentificationAlgorithm("HTTPS");
            if (ca != null) {
                builder.trustManager(new ByteArrayInputStream(RegularFile.read(ca, MOST_BYTES)));
            }
            context = builder.build();
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "upstreamCa: " + ca + " cannot be used (" + e.getMessage()
                            + "): give a file of certificates in PEM",
                    e);
        }
    }

    /** Shakes hands on a channel; the connection is added to it afterwards. Exactly one of the two is called. */
    void start(
            Channel channel,
            UpstreamConnection connection,
            Consumer<UpstreamConnection> connected,
            Consumer<Throwable> failed) {
        SslHandler handler = context.newHandler(channel.alloc(), address.host(), address.port());
        channel.pipeline().addFirst(handler);
        handler.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                channel.pipeline().removeLast();
                channel.pipeline().addLast(connection);
                connected.accept(connection);
            } else {
                Wire.close(channel);
                failed.accept(done.cause());
            }
        });
        channel.read();
    }

    /** Stands where the connection will be; the handshake's future tells what fails. */
    static final class Handshaking extends ChannelInboundHandlerAdapter {

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            Wire.close(ctx.channel());
        }
    }
}
