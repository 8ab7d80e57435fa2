package io.hookline.benchmarks.proxies;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The client's side of the Netty proxy: one request at a time; what comes meanwhile waits. One event loop. */
final class NettyClient extends ChannelInboundHandlerAdapter {

    private final NettyProxy proxy;
    private final Queue<HttpObject> waiting = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private @Nullable Channel upstream;
    /** Whether a request was begun whose response has not ended. */
    private boolean busy;

    private boolean sentAll;
    private boolean keepAlive;
    private boolean started;

    NettyClient(NettyProxy proxy) {
        this.proxy = proxy;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        HttpObject part = (HttpObject) message;
        if (part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(part);
            refuse(HttpResponseStatus.BAD_REQUEST);
        } else if (upstream != null && waiting.isEmpty() && !sentAll) {
            send(upstream, part);
        } else {
            waiting.add(part);
            if (!busy) {
                busy = true;
                proxy.connect(this);
            } else if (waiting.size() > 64) {
                ctx.channel().config().setAutoRead(false);
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (upstream != null) {
            upstream.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (upstream != null) {
            upstream.config().setAutoRead(ctx.channel().isWritable());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        if (upstream != null) {
            upstream.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    void connected(Channel channel) {
        if (context == null || !context.channel().isActive()) {
            proxy.release(channel);
            return;
        }
        upstream = channel;
        channel.pipeline().get(NettyUpstream.class).serve(this);
        sentAll = false;
        started = false;
        sendWaiting();
    }

    void failed() {
        refuse(HttpResponseStatus.BAD_GATEWAY);
    }

    /** A part of the upstream's response. */
    void received(HttpObject part, boolean reusable) {
        ChannelHandlerContext to = context;
        if (to == null) {
            return;
        }
        if (part instanceof HttpResponse response) {
            if (response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
                started = true;
            }
            withoutHopByHop(response);
            response.setProtocolVersion(HttpVersion.HTTP_1_1);
            HttpUtil.setKeepAlive(response, keepAlive);
        }
        boolean last = part instanceof LastHttpContent && started;
        if (!last) {
            to.write(part, to.voidPromise());
            return;
        }
        Channel from = upstream;
        upstream = null;
        busy = false;
        if (from != null) {
            from.pipeline().get(NettyUpstream.class).serve(null);
            if (reusable && sentAll) {
                proxy.release(from);
            } else {
                from.close();
                keepAlive &= sentAll;
            }
        }
        if (!keepAlive) {
            to.writeAndFlush(part).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        to.writeAndFlush(part, to.voidPromise());
        to.channel().config().setAutoRead(true);
        if (!waiting.isEmpty()) {
            busy = true;
            proxy.connect(this);
        }
    }

    void flush() {
        if (context != null) {
            context.flush();
        }
    }

    /** The upstream's connection ended, or its response cannot be read. */
    void upstreamFailed() {
        upstream = null;
        if (started && context != null) {
            context.close();
        } else {
            refuse(HttpResponseStatus.BAD_GATEWAY);
        }
    }

    void setReading(boolean reading) {
        if (context != null) {
            context.channel().config().setAutoRead(reading);
        }
    }

    private void sendWaiting() {
        Channel to = upstream;
        while (to != null && !sentAll && !waiting.isEmpty()) {
            send(to, waiting.remove());
        }
        if (to != null) {
            to.flush();
        }
    }

    private void send(Channel to, HttpObject part) {
        if (part instanceof HttpRequest request) {
            keepAlive = HttpUtil.isKeepAlive(request);
            withoutHopByHop(request);
            request.setProtocolVersion(HttpVersion.HTTP_1_1);
        }
        if (part instanceof LastHttpContent) {
            sentAll = true;
        }
        to.write(part, to.voidPromise());
    }

    private void refuse(HttpResponseStatus status) {
        if (context == null) {
            return;
        }
        if (upstream != null) {
            upstream.close();
            upstream = null;
        }
        DefaultFullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0).set(HttpHeaderNames.CONNECTION, "close");
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private static void withoutHopByHop(HttpMessage message) {
        message.headers()
                .remove(HttpHeaderNames.CONNECTION)
                .remove("Keep-Alive")
                .remove("Proxy-Connection");
    }
}
