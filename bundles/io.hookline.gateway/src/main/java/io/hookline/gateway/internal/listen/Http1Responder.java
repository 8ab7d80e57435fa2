package io.hookline.gateway.internal.listen;

import io.hookline.gateway.hook.ClientCertificate;
import io.hookline.gateway.internal.call.CallServices;
import io.hookline.gateway.internal.call.ClientSide;
import io.hookline.gateway.internal.call.Deadline;
import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.message.Framing;
import io.hookline.gateway.internal.message.HeadEncoder;
import io.hookline.gateway.internal.message.RequestHead;
import io.hookline.gateway.internal.message.Wire;
import io.hookline.gateway.internal.upstream.UpstreamConnection.Tunnelled;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The response to one request of an HTTP/1 client: frames it as the client understands it. */
final class Http1Responder implements ClientSide {

    private final Http1Connection connection;
    private final CallServices services;
    private final RequestHead request;
    private final Channel channel;
    private Framing framing = Framing.NONE;
    private boolean continued;
    private boolean begun;
    private boolean last;

    Http1Responder(Http1Connection connection, CallServices services, RequestHead request) {
        this.connection = connection;
        this.services = services;
        this.request = request;
        this.channel = connection.context().channel();
        this.last = !request.persistent();
    }

    @Override
    public EventLoop loop() {
        return channel.eventLoop();
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.remoteAddress();
    }

    @Override
    public Entrance entrance() {
        return new Entrance(connection.scheme(), ((InetSocketAddress) channel.localAddress()).getPort());
    }

    @Override
    public @Nullable ClientCertificate certificate() {
        return ShownCertificate.of(channel);
    }

    @Override
    public Deadline deadline() {
        return connection.calling();
    }

    @Override
    public void readBody() {
        connection.readBody();
    }

    @Override
    public void interim(int status, String reason, Fields fields) {
        if (status == 100) {
            continued = true;
        }
        Wire.send(channel, HeadEncoder.response(channel.alloc(), status, reason, fields, Framing.NONE));
    }

    @Override
    public void head(int status, String reason, Fields fields, Framing given) {
        begun = true;
        framing = given;
        if (given.length() < 0) {
            framing = request.isOld() ? Framing.UNTIL_CLOSE : Framing.CHUNKED;
        }
        boolean heldBack = request.expectsContinue() && !continued && connection.isBodyUntouched();
        last = last
                || framing.kind() == Framing.Kind.UNTIL_CLOSE
                || services.inFlight().isLastOfClient()
                // The client may not send the body that it holds back, so what follows on this connection is undefined.
                || heldBack;
        if (status == 101) {
            last = false;
        } else if (last) {
            fields.add("Connection", "close");
        } else if (request.isOld()) {
            fields.add("Connection", "keep-alive");
        }
        Wire.write(channel, HeadEncoder.response(channel.alloc(), status, reason, fields, framing));
    }

    @Override
    public void data(ByteBuf data) {
        if (framing.kind() == Framing.Kind.CHUNKED) {
            Wire.write(channel, HeadEncoder.chunkStart(channel.alloc(), data.readableBytes()));
            Wire.write(channel, data);
            Wire.write(channel, HeadEncoder.chunkEnd(channel.alloc()));
        } else {
            Wire.write(channel, data);
        }
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public void end(Fields trailers) {
        if (framing.kind() == Framing.Kind.CHUNKED) {
            Wire.write(channel, HeadEncoder.lastChunk(channel.alloc(), trailers));
        }
        channel.flush();
        connection.responseSent(last);
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void abort() {
        if (framing.kind() == Framing.Kind.UNTIL_CLOSE) {
            // An orderly end would make the body look complete.
            Wire.reset(channel);
        } else {
            // What was passed is sent, so that the client sees a response that breaks off rather than none.
            channel.flush();
            Wire.close(channel);
        }
    }

    @Override
    public void tunnel(Tunnelled upstream) {
        channel.flush();
        Tunnel.between(connection, upstream, services.settings().listening().idleNanos());
    }

    /** Whether the final head has been passed. */
    boolean hasBegun() {
        return begun;
    }

    /** Has the connection closed after the response. */
    void closeAfterwards() {
        last = true;
    }
}
