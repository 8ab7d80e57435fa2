package io.hookline.gateway.internal.management;

import io.hookline.gateway.internal.message.Wire;
import io.hookline.gateway.management.ManagementRequest;
import io.hookline.gateway.management.ManagementResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of the management port: takes its one request, has it answered by a worker, and closes. */
final class ManagementConnection extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementConnection.class);

    private final Channel channel;
    private final Handlers handlers;
    private final Executor workers;
    private boolean asked;

    ManagementConnection(Channel channel, Handlers handlers, Executor workers) {
        this.channel = channel;
        this.handlers = handlers;
        this.workers = workers;
    }

    /** Whether its request has not come yet. On its I/O thread. */
    boolean isWaiting() {
        return !asked;
    }

    void close() {
        Wire.close(channel);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest message) {
        if (asked) {
            return;
        }
        asked = true;
        boolean headOnly = HttpMethod.HEAD.equals(message.method());
        if (message.decoderResult().isFailure() || !message.uri().startsWith("/")) {
            send(ctx, Handlers.problem(400, "the request is malformed"), headOnly);
            return;
        }
        String uri = message.uri();
        int question = uri.indexOf('?');
        ManagementRequest request = new ManagementRequest(
                message.method().name(),
                question < 0 ? uri : uri.substring(0, question),
                question < 0 ? "" : uri.substring(question + 1),
                message.content().toString(StandardCharsets.UTF_8),
                String.join(",", message.headers().getAll(HttpHeaderNames.ACCEPT)));
        try {
            workers.execute(() -> send(ctx, handlers.answer(request), headOnly));
        } catch (RejectedExecutionException e) {
            send(ctx, Handlers.problem(503, "too many requests at a time"), headOnly);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The listener closes the connection in any case.
    private static void send(ChannelHandlerContext ctx, ManagementResponse response, boolean headOnly) {
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        ByteBuf content = headOnly ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body);
        FullHttpResponse message = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(response.status()), content);
        message.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, response.contentType())
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("X-Content-Type-Options", "nosniff")
                .set(HttpHeaderNames.CONNECTION, "close");
        ctx.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("a connection of the management port broke", cause);
        Wire.close(ctx.channel());
    }
}
