package io.hookline.gateway.internal.listen;

import static io.netty.handler.codec.http2.Http2Exception.connectionError;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DecoratingHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2LifecycleManager;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the streams that the gateway resets, and ends a connection whose client makes it reset too many, or lets
 * answers to control frames pile up unread.
 */
final class Http2Encoder extends DecoratingHttp2ConnectionEncoder {

    private static final int MAX_RESETS = 200;
    private static final long RESETS_SPAN_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int MAX_UNSENT = 1_000;

    private final Http2Budget budget;
    private final ResetStreams resets;
    private @Nullable Http2LifecycleManager manager;
    private long resetsBegun = System.nanoTime();
    private int resetsCounted;
    private int unsent;
    private boolean failed;

    Http2Encoder(Http2ConnectionEncoder delegate, Http2Budget budget, ResetStreams resets) {
        super(delegate);
        this.budget = budget;
        this.resets = resets;
    }

    @Override
    public void lifecycleManager(Http2LifecycleManager lifecycleManager) {
        manager = lifecycleManager;
        super.lifecycleManager(lifecycleManager);
    }

    @Override
    public ChannelFuture writeData(
            ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean end, ChannelPromise promise) {
        budget.earn(data.readableBytes());
        return super.writeData(ctx, id, data, padding, end, promise);
    }

    @Override
    public ChannelFuture writeHeaders(
            ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean end, ChannelPromise promise) {
        budget.earn(0);
        return super.writeHeaders(ctx, id, headers, padding, end, promise);
    }

    @Override
    public ChannelFuture writeSettingsAck(ChannelHandlerContext ctx, ChannelPromise promise) {
        return super.writeSettingsAck(ctx, counted(ctx, promise));
    }

    @Override
    public ChannelFuture writePing(ChannelHandlerContext ctx, boolean ack, long data, ChannelPromise promise) {
        return super.writePing(ctx, ack, data, counted(ctx, promise));
    }

    @Override
    public ChannelFuture writeRstStream(ChannelHandlerContext ctx, int id, long code, ChannelPromise promise) {
        resets.add(id);
        writeWaitingData(ctx);
        ChannelFuture written = super.writeRstStream(ctx, id, code, counted(ctx, promise));
        if (code != Http2Error.CANCEL.code() && code != Http2Error.NO_ERROR.code()) {
            countReset(ctx);
        }
        return written;
    }

    /** Data is written with the next flush only, and must not follow the reset of its stream: RFC 9113, section 6.4. */
    private void writeWaitingData(ChannelHandlerContext ctx) {
        try {
            flowController().writePendingBytes();
        } catch (Http2Exception e) {
            Http2LifecycleManager known = manager;
            if (known != null) {
                known.onError(ctx, true, e);
            }
        }
    }

    private void countReset(ChannelHandlerContext ctx) {
        long now = System.nanoTime();
        if (now - resetsBegun > RESETS_SPAN_NANOS) {
            resetsBegun = now;
            resetsCounted = 0;
        }
        resetsCounted++;
        if (resetsCounted > MAX_RESETS) {
            fail(ctx, "the client makes the gateway reset too many streams");
        }
    }

    private ChannelPromise counted(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (unsent == MAX_UNSENT) {
            ctx.flush();
        }
        if (unsent >= MAX_UNSENT) {
            fail(ctx, "the client does not read the answers to its control frames");
        }
        unsent++;
        ChannelPromise known = promise.unvoid();
        known.addListener(done -> unsent--);
        return known;
    }

    private void fail(ChannelHandlerContext ctx, String reason) {
        Http2LifecycleManager known = manager;
        if (!failed && known != null) {
            failed = true;
            known.onError(ctx, true, connectionError(Http2Error.ENHANCE_YOUR_CALM, reason));
        }
    }
}
