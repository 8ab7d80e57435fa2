package io.hookline.gateway.internal.listen;

import io.hookline.gateway.internal.call.Call;
import io.hookline.gateway.internal.call.CallServices;
import io.hookline.gateway.internal.call.Deadline;
import io.hookline.gateway.internal.config.GatewaySettings;
import io.hookline.gateway.internal.message.BadMessage;
import io.hookline.gateway.internal.message.DeclaredLength;
import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.message.Http2FieldRules;
import io.hookline.gateway.internal.message.Http2RequestParser;
import io.hookline.gateway.internal.message.RequestHead;
import io.hookline.gateway.internal.message.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Stream.State;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stream of an HTTP/2 connection: reads the request, and begins its call. */
final class Http2Stream extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(Http2Stream.class);

    private static final long MAX_DISCARDED_BYTES = 16L << 20;
    /** How long a client that has closed its side is waited for, as with HTTP/1.1. */
    private static final long LEAVING_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final CallServices services;
    private final String scheme;
    private final Http2StreamChannel channel;
    private final Http2Responder responder;
    private final Deadline reading;
    private final BodyPace pace;
    private final Http2Unread unread;
    private final int id;
    private DeclaredLength length = DeclaredLength.none();
    private @Nullable Call call;
    private boolean bodyWanted;
    private boolean bodyDone;
    private boolean discarding;
    private boolean inputEnded;
    private long discarded;

    /** A stream of a connection with this scheme. */
    Http2Stream(CallServices services, String scheme, Http2StreamChannel channel, Http2Unread unread) {
        this.services = services;
        this.scheme = scheme;
        this.channel = channel;
        this.unread = unread;
        id = channel.stream().id();
        unread.opened(id);
        channel.closeFuture().addListener(closed -> unread.closed(id));
        responder = new Http2Responder(this, channel);
        reading = new Deadline(channel.eventLoop());
        GatewaySettings.Bodies bodies = services.settings().bodies();
        pace = new BodyPace(bodies.minBytesPerSecond(), bodies.silenceNanos());
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        Call current = call;
        if (frame instanceof Http2DataFrame) {
            unread.taken(id);
        }
        if (frame instanceof Http2HeadersFrame headers && current == null && !bodyDone) {
            begin(headers);
        } else if (frame instanceof Http2HeadersFrame trailers && current != null && !bodyDone) {
            takeTrailers(current, (Http2FieldBlock) trailers.headers());
        } else if (frame instanceof Http2DataFrame data && current != null && !bodyDone) {
            take(current, data);
        } else {
            ReferenceCountUtil.release(frame);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        Call current = call;
        if (current != null && ctx.channel().isWritable()) {
            current.writable();
        }
    }

    /** The client has reset the stream, or closed its side of the connection, and may still read. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            awaitLeaving();
        } else if (event instanceof Http2ResetFrame) {
            // Netty would not close the channel before all frames of the request are read. Not now, before the stream
            // is
            // closed: that would answer a reset by a reset.
            channel.eventLoop().execute(() -> Wire.close(channel));
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Call current = call;
        call = null;
        bodyDone = true;
        if (current != null) {
            current.gone();
        }
        reading.end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("a stream broke", cause);
        if (!(cause instanceof Http2Exception)) {
            Wire.close(ctx.channel());
        }
        // Otherwise the codec resets the stream with the error, which counts against the limit of resets.
    }

    /** Asks for the next piece of the body. */
    void readBody() {
        if (!bodyDone) {
            bodyWanted = true;
            reading.set(pace.waitFor(System.nanoTime()), this::bodyMissing);
            channel.read();
            if (inputEnded) {
                // By then what had arrived has been read.
                channel.eventLoop().execute(this::breakCutOffBody);
            }
        }
    }

    /** Drops the rest of the body, if there is one: many clients take a reset for a failure. */
    void responseEnded() {
        if (!bodyDone && isCutOff()) {
            stopDiscarding();
        } else if (!bodyDone) {
            discarding = true;
            reading.set(services.settings().heads().timeoutNanos(), this::stopDiscarding);
            channel.read();
        }
    }

    String scheme() {
        return scheme;
    }

    /** How long nothing may move. */
    long idleNanos() {
        return services.settings().listening().idleNanos();
    }

    private void begin(Http2HeadersFrame frame) {
        bodyDone = frame.isEndStream();
        Http2FieldBlock block = (Http2FieldBlock) frame.headers();
        Http2RequestParser parser = new Http2RequestParser(block.lines());
        GatewaySettings.Heads limits = services.settings().heads();
        try {
            RequestHead head = parser.parse(
                    block.bytes(), bodyDone, limits.maxBytes(), limits.maxFields(), limits.maxRequestLineBytes());
            length = new DeclaredLength(head.framing());
            Call beginning = new Call(services, responder, head);
            call = beginning;
            beginning.begin();
        } catch (BadMessage e) {
            if (parser.isMalformed()) {
                bodyDone = true;
                responder.fail(Http2Error.PROTOCOL_ERROR);
            }
            Call refused = new Call(services, responder, parser.known());
            call = refused;
            refused.refuseAtOnce(e);
        }
    }

    private void take(Call current, Http2DataFrame frame) {
        ByteBuf data = frame.content();
        boolean last = frame.isEndStream();
        try {
            length.arrived(data.readableBytes());
            if (last) {
                length.ended();
            }
        } catch (BadMessage e) {
            data.release();
            refuseBody(current, e);
            return;
        }
        if (discarding) {
            discard(data, last);
        } else {
            pass(current, data, last);
        }
    }

    private void pass(Call current, ByteBuf data, boolean last) {
        bodyWanted = false;
        reading.clear();
        pace.arrived(data.readableBytes(), System.nanoTime());
        if (data.isReadable()) {
            current.body(data);
        } else {
            data.release();
            if (!last) {
                readBody();
            }
        }
        if (last && !bodyDone) {
            endBody(current, new Fields());
        }
    }

    private void discard(ByteBuf data, boolean last) {
        discarded += data.readableBytes();
        data.release();
        if (last) {
            bodyDone = true;
            reading.end();
        } else if (discarded > MAX_DISCARDED_BYTES) {
            stopDiscarding();
        } else {
            channel.read();
        }
    }

    private void stopDiscarding() {
        bodyDone = true;
        reading.end();
        // RFC 9113, section 8.1.
        responder.resetAfterwards(Http2Error.NO_ERROR);
    }

    private void takeTrailers(Call current, Http2FieldBlock block) {
        try {
            length.ended();
            Fields trailers = Http2FieldRules.trailers(block.lines(), block.bytes());
            if (discarding) {
                bodyDone = true;
                reading.end();
            } else {
                endBody(current, trailers);
            }
        } catch (BadMessage e) {
            refuseBody(current, e);
        }
    }

    private void endBody(Call current, Fields trailers) {
        bodyDone = true;
        reading.end();
        current.bodyEnd(trailers);
    }

    private void awaitLeaving() {
        Call current = call;
        if (current != null && discarding && isCutOff()) {
            stopDiscarding();
        } else if (current != null && !bodyDone && isCutOff()) {
            breakCutOffBody();
        } else if (!responder.hasBegun()) {
            reading.set(LEAVING_NANOS, () -> {
                if (!responder.hasBegun()) {
                    Wire.close(channel);
                }
            });
        }
    }

    private void breakCutOffBody() {
        Call current = call;
        if (current != null && bodyWanted && !bodyDone && isCutOff()) {
            bodyWanted = false;
            current.bodyBroken(new BadMessage(400, "the client closed its side before the end of the body"));
        }
    }

    /** Whether the rest of the body will not arrive. */
    private boolean isCutOff() {
        State state = channel.stream().state();
        return inputEnded && (state == State.OPEN || state == State.HALF_CLOSED_LOCAL);
    }

    private void bodyMissing() {
        Call current = call;
        if (current != null) {
            current.bodyBroken(new BadMessage(408, "the body arrives too slowly"));
        }
    }

    private void refuseBody(Call current, BadMessage cause) {
        responder.fail(Http2Error.PROTOCOL_ERROR);
        bodyDone = true;
        reading.end();
        current.bodyBroken(cause);
    }
}
