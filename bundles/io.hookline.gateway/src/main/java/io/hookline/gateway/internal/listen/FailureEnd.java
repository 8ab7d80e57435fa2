package io.hookline.gateway.internal.listen;

import io.hookline.gateway.internal.message.Wire;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a pipeline of HTTP/2: closes the connection when it breaks, and when its client has said goodbye. */
final class FailureEnd extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(FailureEnd.class);

    private final Http2Idle idle;

    FailureEnd(Http2Idle idle) {
        this.idle = idle;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        if (frame instanceof Http2GoAwayFrame) {
            idle.closeWhenUnused();
        }
        ReferenceCountUtil.release(frame);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.debug("a client's connection broke", cause);
        }
        Wire.close(ctx.channel());
    }
}
