package io.hookline.records.internal.access;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One connection: collects a request, has a worker serve it, and sends the response before it looks at the next. */
final class RecordsConnection extends SimpleChannelInboundHandler<HttpObject> {

    private static final int MAX_DISCARDED_BYTES = 16 << 20;

    private final RecordsHandler handler;
    private final Executor workers;
    private final AtomicInteger inFlight;
    private final Deque<HttpObject> ahead = new ArrayDeque<>();
    private @Nullable HttpRequest head;
    private ByteArrayOutputStream body = new ByteArrayOutputStream();
    private long received;
    private boolean serving;

    RecordsConnection(RecordsHandler handler, Executor workers, AtomicInteger inFlight) {
        this.handler = handler;
        this.workers = workers;
        this.inFlight = inFlight;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
        if (serving) {
            ahead.add(ReferenceCountUtil.retain(part));
        } else {
            take(ctx, part);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ahead.forEach(ReferenceCountUtil::release);
        ahead.clear();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent && !serving) {
            ctx.close().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    private void take(ChannelHandlerContext ctx, HttpObject part) {
        if (part.decoderResult().isFailure()) {
            FullHttpResponse refused =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST);
            refused.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
            ctx.writeAndFlush(refused).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        if (part instanceof HttpRequest request) {
            begin(ctx, request);
        }
        if (part instanceof HttpContent content) {
            collect(ctx, content);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        head = request;
        body = new ByteArrayOutputStream();
        received = 0;
        if (HttpUtil.is100ContinueExpected(request)) {
            ctx.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE))
                    .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }

    private void collect(ChannelHandlerContext ctx, HttpContent content) {
        int length = content.content().readableBytes();
        received += length;
        if (received <= handler.maxRequestBytes()) {
            byte[] piece = new byte[length];
            content.content().readBytes(piece);
            body.writeBytes(piece);
        } else if (received > handler.maxRequestBytes() + (long) MAX_DISCARDED_BYTES) {
            ctx.close().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            return;
        }
        HttpRequest request = head;
        if (content instanceof LastHttpContent && request != null) {
            serve(ctx, request, received <= handler.maxRequestBytes() ? body.toByteArray() : null);
        }
    }

    private void serve(ChannelHandlerContext ctx, HttpRequest request, byte @Nullable [] complete) {
        serving = true;
        ctx.channel().config().setAutoRead(false);
        inFlight.incrementAndGet();
        try {
            workers.execute(() -> {
                FullHttpResponse response = handler.handle(new RecordsRequest(request, complete));
                ctx.executor().execute(() -> send(ctx, request, response));
            });
        } catch (RejectedExecutionException e) {
            inFlight.decrementAndGet();
            ctx.close().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }

    private void send(ChannelHandlerContext ctx, HttpRequest request, FullHttpResponse response) {
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        if (!keepAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        if (request.method().equals(HttpMethod.HEAD)) {
            response.content().clear();
        }
        ctx.writeAndFlush(response)
                .addListener(done -> inFlight.decrementAndGet())
                .addListener(keepAlive ? ChannelFutureListener.CLOSE_ON_FAILURE : ChannelFutureListener.CLOSE);
        serving = false;
        while (!serving && !ahead.isEmpty()) {
            HttpObject next = ahead.remove();
            take(ctx, next);
            ReferenceCountUtil.release(next);
        }
        if (!serving) {
            ctx.channel().config().setAutoRead(true);
        }
    }
}
