package io.hookline.gateway.internal.upstream;

import io.hookline.gateway.internal.config.GatewaySettings;
import io.hookline.gateway.internal.message.BadMessage;
import io.hookline.gateway.internal.message.BodyDecoder;
import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.message.Framing;
import io.hookline.gateway.internal.message.HeadEncoder;
import io.hookline.gateway.internal.message.HeadScanner;
import io.hookline.gateway.internal.message.RequestHead;
import io.hookline.gateway.internal.message.ResponseHead;
import io.hookline.gateway.internal.message.ResponseParser;
import io.hookline.gateway.internal.message.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the upstream, which carries one request after the other. On its I/O thread only.
 *
 * <p>While it is idle, it is read too, so that its end is noticed at once and whatever arrives unasked closes it.
 */
public final class UpstreamConnection extends ChannelInboundHandlerAdapter {

    private static final int MAX_INTERIM = 32;

    private final ConnectionPool pool;
    private final GatewaySettings.Heads limits;
    private final HeadScanner scanner;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf received;
    private @Nullable ResponseSink sink;
    private @Nullable RequestHead request;
    private Framing requestFraming = Framing.NONE;
    private boolean requestSent;
    private @Nullable ResponseHead head;
    private @Nullable BodyDecoder body;
    private @Nullable Throwable failure;
    private int interims;
    private int served;
    private boolean silent;
    private boolean paused;
    private boolean decoding;
    private boolean ended;
    /** When it was released last. */
    long idleSinceNanos;

    UpstreamConnection(ConnectionPool pool, GatewaySettings.Heads limits) {
        this.pool = pool;
        this.limits = limits;
        this.scanner = new HeadScanner(limits.maxBytes(), limits.maxBytes(), false);
    }

    /** Whether it has served a request before, so that the upstream may have closed it meanwhile. */
    public boolean isKept() {
        return served > 0;
    }

    /**
     * Sends the head of a request and begins to read the response.
     *
     * @param original the request as the client sent it; decides how the response is read
     * @param target path and query
     * @param fields what is sent besides the framing
     */
    public void send(RequestHead original, String target, Fields fields, ResponseSink responseSink) {
        request = original;
        requestFraming = original.framing();
        requestSent = requestFraming.isEmpty();
        sink = responseSink;
        head = null;
        body = null;
        interims = 0;
        silent = true;
        paused = false;
        Channel channel = channel();
        Wire.send(channel, HeadEncoder.request(channel.alloc(), original.method(), target, fields, requestFraming));
        channel.read();
    }

    /** Sends a piece of the request's body, and takes the duty to release it. */
    public void write(ByteBuf data) {
        Channel channel = channel();
        if (requestFraming.kind() == Framing.Kind.CHUNKED) {
            Wire.write(channel, HeadEncoder.chunkStart(channel.alloc(), data.readableBytes()));
            Wire.write(channel, data);
            Wire.send(channel, HeadEncoder.chunkEnd(channel.alloc()));
        } else {
            Wire.send(channel, data);
        }
    }

    /** Ends the request's body. */
    public void finish(Fields trailers) {
        requestSent = true;
        Channel channel = channel();
        if (requestFraming.kind() == Framing.Kind.CHUNKED) {
            Wire.send(channel, HeadEncoder.lastChunk(channel.alloc(), trailers));
        }
    }

    /** Whether more can be written now. */
    public boolean isWritable() {
        return channel().isWritable();
    }

    /** Stops reading the response. */
    public void pause() {
        paused = true;
    }

    /** Goes on reading the response. */
    public void resume() {
        if (paused) {
            paused = false;
            if (!decoding) {
                decode();
                flushSink();
                afterEnd();
                readOn();
            }
        }
    }

    /** Closes the connection. Its sink hears nothing more. */
    public void abort() {
        sink = null;
        releaseReceived();
        Wire.close(channel());
    }

    /** Hands the channel over after a switch of protocols, with what has been read already. */
    public Tunnelled detach() {
        ChannelHandlerContext here = here();
        ByteBuf rest = received == null ? here.alloc().buffer(0) : received;
        received = null;
        sink = null;
        here.channel().closeFuture().addListener(done -> pool.closed(this));
        return new Tunnelled(here.channel(), this, rest);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf data = (ByteBuf) message;
        if (sink == null) {
            data.release();
            Wire.close(ctx.channel());
            return;
        }
        silent = false;
        received = received == null ? data : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), received, data);
        decode();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        flushSink();
        readOn();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (sink != null && ctx.channel().isWritable()) {
            sink.writable();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failure = cause;
        if (!(cause instanceof IOException)) {
            Wire.close(ctx.channel());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        pool.closed(this);
        ended = true;
        afterEnd();
    }

    /** Decides what the end of the connection means, once all that arrived before it has been passed on. */
    private void afterEnd() {
        if (!ended || paused) {
            return;
        }
        BodyDecoder reading = body;
        if (reading != null && reading.endsWithConnection() && failure == null) {
            end(new Fields());
        } else {
            broke("the upstream broke off", failure == null ? new IOException("it closed the connection") : failure);
        }
        releaseReceived();
    }

    private void decode() {
        if (decoding) {
            return;
        }
        decoding = true;
        try {
            boolean more = true;
            while (more && sink != null && !paused) {
                more = step(received == null ? Unpooled.EMPTY_BUFFER : received);
            }
        } catch (BadMessage e) {
            broke("the upstream's response is refused: " + e.reason(), e);
        } finally {
            decoding = false;
        }
        if (received != null && !received.isReadable()) {
            releaseReceived();
        }
    }

    /** Takes a head or a piece of a body; false if more must arrive. */
    private boolean step(ByteBuf in) throws BadMessage {
        BodyDecoder reading = body;
        ResponseSink taking = sink;
        if (reading == null || taking == null) {
            return readHead(in);
        }
        ByteBuf data = reading.next(in);
        if (data != null) {
            taking.data(data);
            return true;
        }
        if (reading.isComplete()) {
            end(reading.trailers());
        }
        return false;
    }

    private boolean readHead(ByteBuf in) throws BadMessage {
        byte[] lines = scanner.take(in);
        RequestHead asked = request;
        ResponseSink taking = sink;
        if (lines == null || asked == null || taking == null) {
            return false;
        }
        ResponseHead read = ResponseParser.parse(lines, limits.maxFields(), asked);
        if (read.isInterim()) {
            interims++;
            if (interims > MAX_INTERIM) {
                throw new BadMessage(502, "there are more than " + MAX_INTERIM + " interim responses");
            }
            taking.interim(read);
        } else {
            head = read;
            body = new BodyDecoder(read.framing());
            paused = true;
            taking.head(read);
        }
        return true;
    }

    private void end(Fields trailers) {
        ResponseSink taking = sink;
        ResponseHead read = head;
        if (taking == null || read == null) {
            return;
        }
        sink = null;
        served++;
        boolean clean = received == null || !received.isReadable();
        if (read.persistent() && requestSent && clean && channel().isActive()) {
            releaseReceived();
            channel().read();
            pool.release(this);
        } else {
            Wire.close(channel());
        }
        taking.end(trailers);
    }

    private void broke(String message, Throwable cause) {
        ResponseSink taking = sink;
        sink = null;
        Wire.close(channel());
        if (taking != null) {
            taking.broken(message, cause, silent);
        }
    }

    private void flushSink() {
        ResponseSink taking = sink;
        if (taking != null) {
            taking.flush();
        }
    }

    private void readOn() {
        if (!paused) {
            channel().read();
        }
    }

    private void releaseReceived() {
        ByteBuf rest = received;
        received = null;
        if (rest != null) {
            rest.release();
        }
    }

    private ChannelHandlerContext here() {
        ChannelHandlerContext known = context;
        if (known == null) {
            throw new IllegalStateException("not connected");
        }
        return known;
    }

    private Channel channel() {
        return here().channel();
    }

    /** A channel that carries another protocol from now on. */
    public record Tunnelled(Channel channel, UpstreamConnection handler, ByteBuf rest) {}
}
