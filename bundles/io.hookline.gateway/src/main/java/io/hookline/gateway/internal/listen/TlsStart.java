package io.hookline.gateway.internal.listen;

import io.hookline.gateway.internal.call.CallServices;
import io.hookline.gateway.internal.message.Wire;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the TLS handshake, and goes on with the protocol that client and gateway have agreed on. */
final class TlsStart extends ApplicationProtocolNegotiationHandler {

    private static final Logger LOG = LoggerFactory.getLogger(TlsStart.class);
    private static final String SCHEME = "https";

    private final Supplier<CallServices> services;

    private TlsStart(Supplier<CallServices> services) {
        super(ApplicationProtocolNames.HTTP_1_1);
        this.services = services;
    }

    /** Adds what a connection needs. */
    static void add(ChannelPipeline pipeline, SslContext context, Supplier<CallServices> services) {
        pipeline.addLast(
                LingeringClose.SECURED, context.newHandler(pipeline.channel().alloc()));
        pipeline.addLast(new TlsStart(services));
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws Exception {
        super.channelActive(ctx);
        ctx.read();
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
        ShownCertificate.read(ctx.channel(), (SslHandler) ctx.pipeline().get(LingeringClose.SECURED));
        if (ApplicationProtocolNames.HTTP_2.equals(protocol)) {
            Http2Start.add(ctx.pipeline(), services, SCHEME);
        } else {
            ctx.pipeline().addLast(new Http1Connection(services, SCHEME));
        }
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("a TLS handshake failed", cause);
        Wire.close(ctx.channel());
    }
}
