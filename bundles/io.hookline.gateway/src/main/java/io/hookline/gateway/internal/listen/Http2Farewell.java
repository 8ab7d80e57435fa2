package io.hookline.gateway.internal.listen;

import io.hookline.gateway.internal.message.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.ReferenceCountUtil;

/**
 * Stands between the socket and the codec of HTTP/2, and closes a connection after an error so that its client can read
 * which one it was: like {@link LingeringClose}, whose reasons apply here too.
 */
final class Http2Farewell extends ChannelDuplexHandler {

    private static final long PATIENCE_MS = 2_000;
    private static final long TLS_PATIENCE_MS = 200;

    private boolean failed;
    private boolean closing;

    /** Notices the errors for which the connection ends. */
    void listenTo(Http2Connection connection) {
        connection.addListener(new Http2ConnectionAdapter() {
            @Override
            public void onGoAwaySent(int lastStreamId, long errorCode, ByteBuf debugData) {
                failed |= errorCode != Http2Error.NO_ERROR.code();
            }
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (closing) {
            ReferenceCountUtil.release(message);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (closing && event instanceof ChannelInputShutdownEvent) {
            Wire.close(ctx, ctx.newPromise());
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (!failed) {
            Wire.close(ctx, promise);
            return;
        }
        ctx.channel().closeFuture().addListener(closed -> promise.trySuccess());
        if (closing) {
            return;
        }
        closing = true;
        boolean secured = ctx.pipeline().get(LingeringClose.SECURED) != null;
        if (!secured && ctx.channel() instanceof DuplexChannel duplex) {
            Wire.endOutput(duplex);
        }
        Wire.later(
                ctx.channel().eventLoop(),
                secured ? TLS_PATIENCE_MS : PATIENCE_MS,
                () -> Wire.close(ctx, ctx.newPromise()));
    }
}
