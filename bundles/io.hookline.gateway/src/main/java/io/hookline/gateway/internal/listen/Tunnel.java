package io.hookline.gateway.internal.listen;

import io.hookline.gateway.internal.call.Deadline;
import io.hookline.gateway.internal.message.Wire;
import io.hookline.gateway.internal.upstream.UpstreamConnection.Tunnelled;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/**
 * One direction of a connection that carries a protocol that the gateway does not know, such as WebSocket: what one
 * channel receives, the other sends. Both close together, and when nothing has moved for too long.
 */
final class Tunnel extends ChannelInboundHandlerAdapter {

    private final Channel to;
    private final Deadline idle;
    private final long idleNanos;

    private Tunnel(Channel to, Deadline idle, long idleNanos) {
        this.to = to;
        this.idle = idle;
        this.idleNanos = idleNanos;
    }

    /** Connects both channels; their handlers of HTTP are replaced. */
    static void between(Http1Connection client, Tunnelled upstream, long idleNanos) {
        Channel near = client.context().channel();
        Channel far = upstream.channel();
        ByteBuf sentAhead = client.detach();
        Deadline idle = new Deadline(near.eventLoop());
        near.pipeline().replace(client, null, new Tunnel(far, idle, idleNanos));
        far.pipeline().replace(upstream.handler(), null, new Tunnel(near, idle, idleNanos));
        idle.set(idleNanos, () -> Wire.close(near));
        Wire.send(far, sentAhead);
        Wire.send(near, upstream.rest());
        near.read();
        far.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        idle.set(idleNanos, () -> Wire.close(ctx.channel()));
        Wire.write(to, message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        to.flush();
        if (to.isWritable()) {
            ctx.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            to.read();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            Wire.close(ctx.channel());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        idle.end();
        to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Wire.close(ctx.channel());
    }
}
