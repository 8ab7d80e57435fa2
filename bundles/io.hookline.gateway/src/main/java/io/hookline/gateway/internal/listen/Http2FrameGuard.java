package io.hookline.gateway.internal.listen;

import static io.netty.handler.codec.http2.Http2Exception.connectionError;
import static io.netty.handler.codec.http2.Http2Exception.streamError;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at each frame before Netty does: counts those that carry no message, and judges those on streams that are idle,
 * half-closed or closed, for which RFC 9113, section 5.1, wants other errors than Netty gives.
 *
 * <p>Netty forgets a stream when it is closed, and does not know one that it has refused. So the guard keeps the
 * highest stream that the client has opened; a stream up to it that Netty does not know is closed.
 */
final class Http2FrameGuard implements Http2FrameReader {

    private static final int NONE_YET = -1;

    private final Http2FrameReader reader;
    private final Http2Connection connection;
    private final Http2Budget budget;
    private final ResetStreams resets;
    private final Http2Unread unread;
    private @Nullable Guarded guarded;
    private int highest = NONE_YET;
    private int skippedFrom;
    private int skippedTo;
    private boolean broken;

    Http2FrameGuard(
            Http2FrameReader reader,
            Http2Connection connection,
            Http2Budget budget,
            ResetStreams resets,
            Http2Unread unread) {
        this.reader = reader;
        this.connection = connection;
        this.budget = budget;
        this.resets = resets;
        this.unread = unread;
    }

    @Override
    public void readFrame(ChannelHandlerContext ctx, ByteBuf input, Http2FrameListener listener) throws Http2Exception {
        if (broken) {
            input.skipBytes(input.readableBytes());
            return;
        }
        try {
            reader.readFrame(ctx, input, guard(listener));
        } catch (Http2Exception.StreamException e) {
            if (isIdle(e.streamId())) {
                // A stream that is not open cannot be reset.
                broken = true;
                throw connectionError(e.error(), e, "a malformed frame on the idle stream %d", e.streamId());
            }
            throw e;
        }
    }

    @Override
    public Configuration configuration() {
        return reader.configuration();
    }

    @Override
    public void close() {
        reader.close();
    }

    private Guarded guard(Http2FrameListener listener) {
        Guarded known = guarded;
        if (known == null || known.behind != listener) {
            known = new Guarded(listener);
            guarded = known;
        }
        return known;
    }

    /** Clients open streams with odd numbers, in rising order. */
    private boolean isIdle(int id) {
        return (id & 1) == 0 || id > highest;
    }

    /** Whether it is closed, or will be as soon as a reset has been sent. */
    private boolean isClosed(int id) {
        if (isIdle(id)) {
            return false;
        }
        Http2Stream stream = connection.stream(id);
        return stream == null || stream.isResetSent();
    }

    private void open(int id) {
        if (id > highest + 2) {
            skippedFrom = highest + 2;
            skippedTo = id - 2;
        }
        highest = id;
    }

    private boolean wasSkipped(int id) {
        return id >= skippedFrom && id <= skippedTo;
    }

    private final class Guarded extends Http2FrameListenerDecorator {

        private final Http2FrameListener behind;

        Guarded(Http2FrameListener behind) {
            super(behind);
            this.behind = behind;
        }

        @Override
        public int onDataRead(ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean end)
                throws Http2Exception {
            if (!isClosed(id)) {
                budget.earn(0);
                unread.arrived(id);
                return super.onDataRead(ctx, id, data, padding, end);
            }
            if (!data.isReadable()) {
                budget.spend();
            }
            // Counts, and gives the credit back at once, because no stream will.
            connection.local().flowController().receiveFlowControlledFrame(null, data, padding, end);
            if (!resets.contains(id)) {
                throw connectionError(Http2Error.STREAM_CLOSED, "DATA on the closed stream %d", id);
            }
            return data.readableBytes() + padding;
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx,
                int id,
                Http2Headers headers,
                int dependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean end)
                throws Http2Exception {
            // Priorities of this kind are obsolete: RFC 9113, section 5.3.
            onHeadersRead(ctx, id, headers, padding, end);
        }

        @Override
        public void onHeadersRead(ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean end)
                throws Http2Exception {
            if (isClosed(id)) {
                budget.spend();
                if (!resets.contains(id)) {
                    throw connectionError(
                            wasSkipped(id) ? Http2Error.PROTOCOL_ERROR : Http2Error.STREAM_CLOSED,
                            "HEADERS on the closed stream %d",
                            id);
                }
                return;
            }
            Http2Stream stream = connection.stream(id);
            if (stream != null && stream.state() == Http2Stream.State.HALF_CLOSED_REMOTE) {
                throw streamError(id, Http2Error.STREAM_CLOSED, "HEADERS after the end of the stream %d", id);
            }
            if ((id & 1) == 1 && id > highest) {
                open(id);
            }
            budget.earn(0);
            super.onHeadersRead(ctx, id, headers, padding, end);
        }

        @Override
        public void onPriorityRead(ChannelHandlerContext ctx, int id, int dependency, short weight, boolean exclusive)
                throws Http2Exception {
            budget.spend();
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext ctx, int id, long errorCode) throws Http2Exception {
            budget.spend();
            if (!isClosed(id)) {
                super.onRstStreamRead(ctx, id, errorCode);
            }
        }

        @Override
        public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) throws Http2Exception {
            budget.spendSettings();
            try {
                super.onSettingsRead(ctx, settings);
            } catch (Http2Exception.StreamException e) {
                // RFC 9113, section 6.9.2: the window of a stream would become too large.
                throw connectionError(e.error(), e, "the initial size of windows is too large");
            }
        }

        @Override
        public void onSettingsAckRead(ChannelHandlerContext ctx) throws Http2Exception {
            budget.spend();
            super.onSettingsAckRead(ctx);
        }

        @Override
        public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
            budget.spend();
            super.onPingRead(ctx, data);
        }

        @Override
        public void onPingAckRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
            // The gateway sends none.
            budget.spend();
        }

        @Override
        public void onGoAwayRead(ChannelHandlerContext ctx, int last, long errorCode, ByteBuf debugData)
                throws Http2Exception {
            budget.spend();
            super.onGoAwayRead(ctx, last, errorCode, debugData);
        }

        @Override
        public void onWindowUpdateRead(ChannelHandlerContext ctx, int id, int increment) throws Http2Exception {
            budget.spend();
            if (id == 0 || !isClosed(id)) {
                super.onWindowUpdateRead(ctx, id, increment);
            }
        }

        @Override
        public void onUnknownFrame(ChannelHandlerContext ctx, byte type, int id, Http2Flags flags, ByteBuf payload)
                throws Http2Exception {
            // Netty would keep it until the stream is read.
            budget.spend();
        }
    }
}
