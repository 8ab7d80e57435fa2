package io.hookline.gateway.internal.listen;

import io.hookline.gateway.internal.call.CallServices;
import io.hookline.gateway.internal.call.Deadline;
import io.hookline.gateway.internal.message.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at the first bytes of a connection without TLS: whether its client speaks HTTP/2 or HTTP/1. */
final class PrefaceDetector extends ChannelInboundHandlerAdapter {

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Supplier<CallServices> services;
    private final String scheme;
    private @Nullable ByteBuf received;
    private @Nullable Deadline deadline;

    PrefaceDetector(Supplier<CallServices> services, String scheme) {
        this.services = services;
        this.scheme = scheme;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        Deadline waiting = new Deadline(ctx.channel().eventLoop());
        waiting.set(services.get().settings().heads().timeoutNanos(), () -> Wire.close(ctx.channel()));
        deadline = waiting;
        ctx.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf data = (ByteBuf) message;
        ByteBuf all =
                received == null ? data : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), received, data);
        received = all;
        int length = Math.min(all.readableBytes(), PREFACE.length);
        int same = 0;
        while (same < length && all.getByte(all.readerIndex() + same) == PREFACE[same]) {
            same++;
        }
        if (same < length) {
            goOn(ctx, all, false);
        } else if (same == PREFACE.length) {
            goOn(ctx, all, true);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (received != null) {
            ctx.read();
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        endDeadline();
        ByteBuf rest = received;
        received = null;
        if (rest != null) {
            rest.release();
        }
    }

    private void goOn(ChannelHandlerContext ctx, ByteBuf all, boolean http2) {
        endDeadline();
        received = null;
        if (http2) {
            Http2Start.add(ctx.pipeline(), services, scheme);
        } else {
            ctx.pipeline().addLast(new Http1Connection(services, scheme));
        }
        ctx.fireChannelRead(all);
        ctx.fireChannelReadComplete();
        ctx.pipeline().remove(this);
    }

    private void endDeadline() {
        Deadline waiting = deadline;
        if (waiting != null) {
            waiting.end();
        }
    }
}
