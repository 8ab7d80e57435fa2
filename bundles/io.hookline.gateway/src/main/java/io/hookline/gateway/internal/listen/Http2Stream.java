package io.hookline.gateway.internal.listen;

import io.hookline.gateway.internal.call.Call;
import io.hookline.gateway.internal.call.CallServices;
import io.hookline.gateway.internal.call.ClientSide;
import io.hookline.gateway.internal.call.Deadline;
import io.hookline.gateway.internal.config.GatewaySettings;
import io.hookline.gateway.internal.message.BadMessage;
import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.message.Framing;
import io.hookline.gateway.internal.message.Http2RequestParser;
import io.hookline.gateway.internal.message.RequestHead;
import io.hookline.gateway.internal.message.Wire;
import io.hookline.gateway.internal.upstream.UpstreamConnection.Tunnelled;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stream of an HTTP/2 connection: a request and its response. */
final class Http2Stream extends ChannelInboundHandlerAdapter implements ClientSide {

    private static final Logger LOG = LoggerFactory.getLogger(Http2Stream.class);

    private static final long MAX_DISCARDED_BYTES = 16L << 20;

    private final CallServices services;
    private final String scheme;
    private final BodyPace pace;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Deadline reading;
    private @Nullable Deadline calling;
    private @Nullable Call call;
    private boolean bodyDone;
    private boolean sentAll;
    private boolean discarding;
    private long discarded;

    /** A stream of a connection with this scheme. */
    Http2Stream(CallServices services, String scheme) {
        this.services = services;
        this.scheme = scheme;
        GatewaySettings.Bodies bodies = services.settings().bodies();
        this.pace = new BodyPace(bodies.minBytesPerSecond(), bodies.silenceNanos());
    }

    // What the client sends.

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        reading = new Deadline(ctx.channel().eventLoop());
        calling = new Deadline(ctx.channel().eventLoop());
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        Call current = call;
        if (discarding) {
            discard(frame);
        } else if (frame instanceof Http2HeadersFrame headers && current == null) {
            begin(headers);
        } else if (frame instanceof Http2HeadersFrame trailers && current != null && !bodyDone) {
            endBody(current, Http2Fields.fields(trailers.headers()));
        } else if (frame instanceof Http2DataFrame data && current != null && !bodyDone) {
            takeBody(current, data);
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

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Call current = call;
        call = null;
        if (current != null && !sentAll) {
            current.gone();
        }
        reading().end();
        deadline().end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("a stream broke", cause);
        if (!(cause instanceof Http2Exception)) {
            Wire.close(ctx.channel());
        }
        // Otherwise the codec resets the stream with the error, which counts against the limit of resets.
    }

    // What the call sends.

    @Override
    public EventLoop loop() {
        return channel().eventLoop();
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) channel().parent().remoteAddress();
    }

    @Override
    public Entrance entrance() {
        InetSocketAddress local = (InetSocketAddress) channel().parent().localAddress();
        return new Entrance(scheme, local.getPort());
    }

    @Override
    public Deadline deadline() {
        Deadline known = calling;
        if (known == null) {
            throw new IllegalStateException("not connected");
        }
        return known;
    }

    @Override
    public void readBody() {
        if (!bodyDone) {
            reading().set(pace.waitFor(System.nanoTime()), this::bodyMissing);
            channel().read();
        }
    }

    @Override
    public void interim(int status, String reason, Fields fields) {
        Wire.send(channel(), new DefaultHttp2HeadersFrame(Http2Fields.response(status, fields), false));
    }

    @Override
    public void head(int status, String reason, Fields fields, Framing framing) {
        if (framing.kind() == Framing.Kind.LENGTH) {
            fields.set("content-length", Long.toString(framing.length()));
        }
        sentAll = framing.isEmpty();
        Wire.write(channel(), new DefaultHttp2HeadersFrame(Http2Fields.response(status, fields), sentAll));
    }

    @Override
    public void data(ByteBuf data) {
        Wire.write(channel(), new DefaultHttp2DataFrame(data));
    }

    @Override
    public void flush() {
        channel().flush();
    }

    @Override
    public void end(Fields trailers) {
        if (!sentAll) {
            sentAll = true;
            Wire.write(
                    channel(),
                    trailers.size() == 0
                            ? new DefaultHttp2DataFrame(true)
                            : new DefaultHttp2HeadersFrame(Http2Fields.of(trailers), true));
        }
        channel().flush();
        if (!bodyDone) {
            discarding = true;
            reading().set(services.settings().heads().timeoutNanos(), this::stopDiscarding);
            channel().read();
        }
    }

    @Override
    public boolean isWritable() {
        return channel().isWritable();
    }

    @Override
    public void abort() {
        sentAll = true;
        Wire.send(channel(), new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR));
    }

    @Override
    public void tunnel(Tunnelled upstream) {
        // No request of HTTP/2 asks for a switch of protocols.
        upstream.rest().release();
        Wire.close(upstream.channel());
        abort();
    }

    private void begin(Http2HeadersFrame frame) {
        bodyDone = frame.isEndStream();
        CharSequence method = frame.headers().method();
        Http2RequestParser parser = new Http2RequestParser(
                method == null ? "" : method.toString(),
                Http2Fields.text(frame.headers().authority()),
                Http2Fields.text(frame.headers().path()),
                Http2Fields.fields(frame.headers()));
        try {
            RequestHead head =
                    parser.parse(bodyDone, services.settings().heads().maxFields());
            Call beginning = new Call(services, this, head);
            call = beginning;
            beginning.begin();
        } catch (BadMessage e) {
            Call refused = new Call(services, this, parser.known());
            call = refused;
            refused.refuseAtOnce(e);
        }
    }

    /** Drops a part of a body whose request has been answered. Many clients take a reset for a failure. */
    private void discard(Object frame) {
        boolean last = frame instanceof Http2HeadersFrame;
        if (frame instanceof Http2DataFrame data) {
            discarded += data.content().readableBytes();
            last = data.isEndStream();
        }
        ReferenceCountUtil.release(frame);
        if (last) {
            bodyDone = true;
            reading().end();
        } else if (discarded > MAX_DISCARDED_BYTES) {
            stopDiscarding();
        } else {
            channel().read();
        }
    }

    private void stopDiscarding() {
        bodyDone = true;
        reading().end();
        // RFC 9113, section 8.1.
        Wire.send(channel(), new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
    }

    private void takeBody(Call current, Http2DataFrame frame) {
        ByteBuf data = frame.content();
        reading().clear();
        pace.arrived(data.readableBytes(), System.nanoTime());
        boolean last = frame.isEndStream();
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

    private void endBody(Call current, Fields trailers) {
        bodyDone = true;
        reading().end();
        current.bodyEnd(trailers);
    }

    private void bodyMissing() {
        Call current = call;
        if (current != null) {
            current.bodyBroken(new BadMessage(408, "the body arrives too slowly"));
        }
    }

    private Deadline reading() {
        Deadline known = reading;
        if (known == null) {
            throw new IllegalStateException("not connected");
        }
        return known;
    }

    private Channel channel() {
        ChannelHandlerContext known = context;
        if (known == null) {
            throw new IllegalStateException("not connected");
        }
        return known.channel();
    }
}
