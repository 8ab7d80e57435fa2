package io.hookline.gateway.internal.listen;

import io.hookline.gateway.hook.ClientCertificate;
import io.hookline.gateway.internal.call.ClientSide;
import io.hookline.gateway.internal.call.Deadline;
import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.message.Framing;
import io.hookline.gateway.internal.message.Wire;
import io.hookline.gateway.internal.upstream.UpstreamConnection.Tunnelled;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Writes the response on one stream of an HTTP/2 connection. */
final class Http2Responder implements ClientSide {

    private final Http2Stream stream;
    private final Channel channel;
    private final Deadline calling;
    private @Nullable Http2Error error;
    private @Nullable Http2Error wanted;
    private boolean begun;
    private boolean endWritten;
    private boolean ended;
    private boolean unsent;

    Http2Responder(Http2Stream stream, Channel channel) {
        this.stream = stream;
        this.channel = channel;
        calling = new Deadline(channel.eventLoop());
        channel.closeFuture().addListener(closed -> calling.end());
    }

    @Override
    public EventLoop loop() {
        return channel.eventLoop();
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.parent().remoteAddress();
    }

    @Override
    public Entrance entrance() {
        InetSocketAddress local = (InetSocketAddress) channel.parent().localAddress();
        return new Entrance(stream.scheme(), local.getPort());
    }

    @Override
    public @Nullable ClientCertificate certificate() {
        return ShownCertificate.of(channel.parent());
    }

    @Override
    public Deadline deadline() {
        return calling;
    }

    @Override
    public void readBody() {
        stream.readBody();
    }

    @Override
    public void interim(int status, String reason, Fields fields) {
        Wire.send(channel, new DefaultHttp2HeadersFrame(Http2Fields.response(status, fields), false));
    }

    @Override
    public void head(int status, String reason, Fields fields, Framing framing) {
        begun = true;
        if (framing.kind() == Framing.Kind.LENGTH) {
            fields.set("content-length", Long.toString(framing.length()));
        }
        endWritten = framing.isEmpty() && error == null;
        Wire.write(channel, new DefaultHttp2HeadersFrame(Http2Fields.response(status, fields), endWritten));
    }

    @Override
    public void data(ByteBuf data) {
        Wire.write(channel, new DefaultHttp2DataFrame(data));
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public void end(Fields trailers) {
        ended = true;
        Http2Error known = error;
        if (known != null) {
            channel.flush();
            reset(known);
            return;
        }
        if (!endWritten) {
            endWritten = true;
            writeEnd(trailers);
        }
        channel.flush();
        // A client that does not take the rest of the response must not keep it here for good.
        calling.set(stream.idleNanos(), () -> reset(Http2Error.CANCEL));
        stream.responseEnded();
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void abort() {
        ended = true;
        reset(error == null ? Http2Error.INTERNAL_ERROR : error);
    }

    @Override
    public void tunnel(Tunnelled upstream) {
        // No request of HTTP/2 asks for a switch of protocols.
        upstream.rest().release();
        Wire.close(upstream.channel());
        abort();
    }

    /** Has the stream end with this error, at once if the response has ended. */
    void fail(Http2Error cause) {
        error = cause;
        if (ended) {
            reset(cause);
        }
    }

    /** Resets the stream when all of the response has been sent. */
    void resetAfterwards(Http2Error code) {
        if (unsent) {
            wanted = code;
        } else {
            reset(code);
        }
    }

    /** Whether the final head has been passed. */
    boolean hasBegun() {
        return begun;
    }

    private void writeEnd(Fields trailers) {
        unsent = true;
        channel.write(
                        trailers.size() == 0
                                ? new DefaultHttp2DataFrame(true)
                                : new DefaultHttp2HeadersFrame(Http2Fields.of(trailers), true))
                .addListener(sent -> {
                    unsent = false;
                    Http2Error code = wanted;
                    if (code != null) {
                        reset(code);
                    }
                });
    }

    private void reset(Http2Error code) {
        Wire.send(channel, new DefaultHttp2ResetFrame(code));
        // Otherwise the channel would stay as long as frames of the request are unread.
        Wire.close(channel);
    }
}
