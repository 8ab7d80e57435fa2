package io.hookline.benchmarks.proxies;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** The upstream's side of the Netty proxy. One event loop. */
final class NettyUpstream extends ChannelInboundHandlerAdapter {

    private @Nullable NettyClient client;
    private boolean reusable;

    void serve(@Nullable NettyClient next) {
        client = next;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        HttpObject part = (HttpObject) message;
        NettyClient to = client;
        if (to == null || part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(part);
            ctx.close();
            return;
        }
        if (part instanceof HttpResponse response) {
            reusable = HttpUtil.isKeepAlive(response);
        }
        to.received(part, reusable);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (client != null) {
            client.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (client != null) {
            client.setReading(ctx.channel().isWritable());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        NettyClient to = client;
        client = null;
        if (to != null) {
            to.upstreamFailed();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
