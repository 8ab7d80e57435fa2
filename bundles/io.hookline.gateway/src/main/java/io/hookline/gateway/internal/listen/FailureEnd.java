package io.hookline.gateway.internal.listen;

import io.hookline.gateway.internal.message.Wire;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a pipeline of HTTP/2: closes the connection when it breaks, and when either side has said goodbye. */
final class FailureEnd extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(FailureEnd.class);

    /** How long requests may be on their way that a client sent before it learnt that it should not. */
    private static final long ARRIVAL_MS = 1_000;

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
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof Drain) {
            // Names the last stream that was taken: a client can safely repeat what it sent after it.
            Wire.send(ctx.channel(), new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
            idle.closeWhenUnused();
        } else if (event == ClientConnections.Retirement.EVENT) {
            // The client is told to send further requests elsewhere; those on their way are still served.
            Http2GoAwayFrame goAway = new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR);
            goAway.setExtraStreamIds(Integer.MAX_VALUE);
            Wire.sendFrom(ctx, goAway);
            Wire.later(ctx.channel().eventLoop(), ARRIVAL_MS, idle::closeWhenUnused);
        } else if (event instanceof ChannelInputShutdownEvent) {
            idle.inputEnded();
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (Http2CodecUtil.getEmbeddedHttp2Exception(cause) != null) {
            // The codec says goodbye with the error's code after this.
            LOG.debug("a client broke the rules of HTTP/2", cause);
        } else if (cause instanceof IOException) {
            Wire.close(ctx.channel());
        } else {
            LOG.error("a connection of HTTP/2 broke", cause);
            Wire.send(ctx.channel(), new DefaultHttp2GoAwayFrame(Http2Error.INTERNAL_ERROR));
        }
    }
}
