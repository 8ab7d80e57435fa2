package io.hookline.gateway.internal.listen;

import io.hookline.gateway.internal.call.Deadline;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection on which a head does not arrive in time, from its first byte to the frame that ends it. Only looks
 * at what passes to the codec, which says nothing of a head before it is complete.
 */
final class Http2HeadDeadline extends ChannelInboundHandlerAdapter {

    private static final int PREFACE_BYTES = 24;
    private static final int FRAME_HEAD_BYTES = 9;
    private static final int HEADERS = 1;
    private static final int CONTINUATION = 9;
    private static final int END_HEADERS = 4;
    private static final int TYPE_AT = 3;
    private static final int FLAGS_AT = 4;

    private final long nanos;
    private final byte[] frame = new byte[FRAME_HEAD_BYTES];
    private int filled;
    private int toSkip = PREFACE_BYTES;
    private boolean endsHead;
    private boolean inHead;
    private boolean timed;
    private @Nullable Deadline deadline;

    /** Gives each head so long. */
    Http2HeadDeadline(long nanos) {
        this.nanos = nanos;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline = new Deadline(ctx.channel().eventLoop());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf data) {
            look(data);
        }
        Deadline known = deadline;
        if (known != null && inHead != timed) {
            timed = inHead;
            if (inHead) {
                known.set(nanos, () -> missing(ctx));
            } else {
                known.clear();
            }
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Deadline known = deadline;
        if (known != null) {
            known.end();
        }
        ctx.fireChannelInactive();
    }

    private void look(ByteBuf data) {
        int at = data.readerIndex();
        while (at < data.writerIndex()) {
            if (toSkip > 0) {
                int skipped = Math.min(toSkip, data.writerIndex() - at);
                at += skipped;
                toSkip -= skipped;
                if (toSkip == 0) {
                    frameEnds();
                }
            } else {
                frame[filled++] = data.getByte(at++);
                frameBegins();
            }
        }
    }

    private void frameBegins() {
        if (filled == TYPE_AT + 1 && frame[TYPE_AT] == HEADERS) {
            inHead = true;
        } else if (filled == FRAME_HEAD_BYTES) {
            filled = 0;
            toSkip = (frame[0] & 0xff) << 16 | (frame[1] & 0xff) << 8 | (frame[2] & 0xff);
            endsHead = (frame[TYPE_AT] == HEADERS || frame[TYPE_AT] == CONTINUATION)
                    && (frame[FLAGS_AT] & END_HEADERS) != 0;
            if (toSkip == 0) {
                frameEnds();
            }
        }
    }

    private void frameEnds() {
        if (endsHead) {
            inHead = false;
        }
    }

    private static void missing(ChannelHandlerContext ctx) {
        ChannelHandlerContext codec = ctx.pipeline().context(Http2FrameCodec.class);
        if (codec != null) {
            ((Http2FrameCodec) codec.handler())
                    .onError(
                            codec,
                            false,
                            Http2Exception.connectionError(
                                    Http2Error.ENHANCE_YOUR_CALM, "the head did not arrive in time"));
        }
    }
}
