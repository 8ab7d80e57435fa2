package io.hookline.gateway.internal.listen;

import io.hookline.gateway.internal.call.Call;
import io.hookline.gateway.internal.call.CallServices;
import io.hookline.gateway.internal.call.Deadline;
import io.hookline.gateway.internal.config.GatewaySettings;
import io.hookline.gateway.internal.message.BadMessage;
import io.hookline.gateway.internal.message.BodyDecoder;
import io.hookline.gateway.internal.message.HeadScanner;
import io.hookline.gateway.internal.message.RequestHead;
import io.hookline.gateway.internal.message.RequestParser;
import io.hookline.gateway.internal.message.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of an HTTP/1 client: reads one request after the other. The next one is not looked at before the
 * response to the last one has been sent.
 *
 * <pre>
 *  HEAD ──► CALL ──► HEAD            a call; its body is read when the call asks for it
 *             │ ───► DISCARD ──► HEAD   answered before the body ended: the rest is dropped, up to a limit
 *             └────► CLOSING            the last response has been sent
 * </pre>
 */
final class Http1Connection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(Http1Connection.class);
    private static final int MAX_AHEAD_BYTES = 64 << 10;
    private static final long LEAVING_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long MAX_DISCARDED_BYTES = 16L << 20;
    /** What is read before the connection closes, so that the client can read its response. */
    private static final long MAX_LINGERING_BYTES = 4L << 20;

    private final Supplier<CallServices> services;
    private final String scheme;
    private GatewaySettings settings;
    private HeadScanner scanner;
    private State state = State.HEAD;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf received;
    private @Nullable BodyDecoder body;
    private @Nullable BodyPace pace;
    private @Nullable Http1Responder responder;
    private @Nullable Call call;
    private @Nullable Deadline reading;
    private @Nullable Deadline calling;
    private long discarded;
    private boolean bodyBegun;
    private boolean bodyWanted;
    private boolean bodyDone;
    private boolean advancing;
    private boolean inputEnded;

    /** A connection whose requests are of this scheme. */
    Http1Connection(Supplier<CallServices> services, String scheme) {
        this.services = services;
        this.settings = services.get().settings();
        this.scheme = scheme;
        this.scanner = scanner(settings.heads());
    }

    private static HeadScanner scanner(GatewaySettings.Heads limits) {
        return new HeadScanner(limits.maxRequestLineBytes(), limits.maxBytes(), true);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        reading = new Deadline(ctx.channel().eventLoop());
        calling = new Deadline(ctx.channel().eventLoop());
        if (ctx.channel().isActive()) {
            channelActive(ctx);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        reading().set(settings.heads().timeoutNanos(), this::headMissing);
        ctx.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf data = (ByteBuf) message;
        if (state == State.CLOSING) {
            discarded += data.readableBytes();
            data.release();
            if (discarded > MAX_LINGERING_BYTES) {
                closeNow();
            }
            return;
        }
        received = received == null ? data : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), received, data);
        advance();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        readOn();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            Call current = call;
            if (current != null) {
                current.writable();
            } else {
                advance();
                readOn();
            }
        }
    }

    /** The client has closed its side: it sends nothing more, but may still read. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            switch (state) {
                case CALL -> {
                    advance();
                    awaitLeaving();
                }
                case HEAD, DISCARD, CLOSING -> closeNow();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        state = State.CLOSING;
        Call current = call;
        call = null;
        if (current != null) {
            current.gone();
        }
        reading().end();
        calling().end();
        releaseReceived();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("a client's connection broke", cause);
        }
        Wire.close(ctx.channel());
    }

    /** Asks for the next piece of the body. */
    void readBody() {
        if (state != State.CALL || bodyDone) {
            return;
        }
        bodyWanted = true;
        BodyPace waiting = pace;
        if (waiting != null) {
            reading().set(waiting.waitFor(System.nanoTime()), this::bodyMissing);
        }
        if (!advancing) {
            advance();
            readOn();
        }
    }

    /** Whether the client still holds back its body, and nothing of it has arrived. */
    boolean isBodyUntouched() {
        return !bodyDone && (received == null || !received.isReadable()) && discarded == 0 && !bodyBegun;
    }

    /** The response has been sent. */
    void responseSent(boolean last) {
        call = null;
        responder = null;
        if (state == State.CLOSING) {
            return;
        }
        if (last) {
            close(bodyDone && (received == null || !received.isReadable()));
        } else if (bodyDone) {
            awaitNext();
        } else {
            state = State.DISCARD;
            discarded = 0;
            reading().set(settings.heads().timeoutNanos(), this::closeNow);
        }
        if (!advancing) {
            advance();
            readOn();
        }
    }

    /** Hands the channel over to another protocol; returns what has been read already. */
    ByteBuf detach() {
        ByteBuf rest = received == null ? Unpooled.EMPTY_BUFFER : received;
        received = null;
        call = null;
        reading().end();
        calling().end();
        return rest;
    }

    ChannelHandlerContext context() {
        ChannelHandlerContext known = context;
        if (known == null) {
            throw new IllegalStateException("not connected");
        }
        return known;
    }

    Deadline calling() {
        Deadline known = calling;
        if (known == null) {
            throw new IllegalStateException("not connected");
        }
        return known;
    }

    String scheme() {
        return scheme;
    }

    private void advance() {
        if (advancing) {
            return;
        }
        advancing = true;
        try {
            boolean more = true;
            while (more && received != null) {
                more = step(received);
            }
        } finally {
            advancing = false;
        }
        if (received != null && !received.isReadable()) {
            releaseReceived();
        }
        if (inputEnded && state == State.HEAD) {
            close(true);
        } else if (inputEnded && state == State.CALL && bodyWanted && !bodyDone) {
            breakBody(new BadMessage(400, "the client closed its side before the end of the body"));
        }
    }

    /** A client that only closed its side gets its answer, if it comes soon; one that has left cannot be told apart. */
    private void awaitLeaving() {
        if (state == State.CALL && bodyDone) {
            reading().set(LEAVING_NANOS, () -> {
                Http1Responder responding = responder;
                if (responding != null && !responding.hasBegun()) {
                    closeNow();
                }
            });
        }
    }

    /** Takes a head or a piece of a body; false if there is nothing to do before something arrives. */
    private boolean step(ByteBuf in) {
        return switch (state) {
            case HEAD -> readHead(in);
            case CALL -> bodyWanted && !bodyDone && readBody(in);
            case DISCARD -> discard(in);
            case CLOSING -> false;
        };
    }

    private boolean readHead(ByteBuf in) {
        // A client that sends requests but reads no responses is not served further.
        if (!context().channel().isWritable()) {
            return false;
        }
        boolean begun = scanner.hasBegun();
        byte[] lines;
        try {
            lines = scanner.take(in);
        } catch (BadMessage e) {
            refuse(RequestParser.unknown(), e);
            return false;
        }
        if (lines == null) {
            if (!begun && scanner.hasBegun()) {
                reading().set(settings.heads().timeoutNanos(), this::headMissing);
            }
            return false;
        }
        reading().clear();
        RequestParser parser = new RequestParser(lines, settings.heads().maxFields());
        RequestHead head;
        try {
            head = parser.parse();
        } catch (BadMessage e) {
            refuse(parser.known(), e);
            return false;
        }
        begin(head);
        return true;
    }

    private void begin(RequestHead head) {
        state = State.CALL;
        body = new BodyDecoder(head.framing());
        bodyDone = head.framing().isEmpty();
        bodyWanted = false;
        bodyBegun = false;
        discarded = 0;
        CallServices serving = services.get();
        GatewaySettings.Bodies bodies = serving.settings().bodies();
        pace = bodyDone ? null : new BodyPace(bodies.minBytesPerSecond(), bodies.silenceNanos());
        Http1Responder responding = new Http1Responder(this, serving, head);
        responder = responding;
        Call beginning = new Call(serving, responding, head);
        call = beginning;
        if (inputEnded) {
            awaitLeaving();
        }
        beginning.begin();
    }

    private void refuse(RequestHead known, BadMessage cause) {
        reading().clear();
        state = State.CALL;
        bodyDone = true;
        bodyWanted = false;
        CallServices serving = services.get();
        Http1Responder responding = new Http1Responder(this, serving, known);
        responder = responding;
        Call refused = new Call(serving, responding, known);
        call = refused;
        refused.refuseAtOnce(cause);
    }

    private boolean readBody(ByteBuf in) {
        BodyDecoder decoder = body;
        Call current = call;
        BodyPace waiting = pace;
        if (decoder == null || current == null || waiting == null) {
            return false;
        }
        ByteBuf data;
        try {
            data = decoder.next(in);
        } catch (BadMessage e) {
            breakBody(e);
            return false;
        }
        if (data != null) {
            bodyBegun = true;
            bodyWanted = false;
            reading().clear();
            waiting.arrived(data.readableBytes(), System.nanoTime());
            current.body(data);
            return true;
        }
        if (decoder.isComplete()) {
            bodyDone = true;
            reading().clear();
            current.bodyEnd(decoder.trailers());
        }
        return false;
    }

    private void breakBody(BadMessage cause) {
        bodyDone = true;
        reading().clear();
        releaseReceived();
        Http1Responder responding = responder;
        Call current = call;
        if (responding != null && current != null) {
            responding.closeAfterwards();
            current.bodyBroken(cause);
        }
    }

    private boolean discard(ByteBuf in) {
        BodyDecoder decoder = body;
        if (decoder == null) {
            return false;
        }
        try {
            ByteBuf data = decoder.next(in);
            if (data != null) {
                discarded += data.readableBytes();
                data.release();
                if (discarded > MAX_DISCARDED_BYTES) {
                    closeNow();
                    return false;
                }
                return true;
            }
        } catch (BadMessage e) {
            closeNow();
            return false;
        }
        if (decoder.isComplete()) {
            bodyDone = true;
            awaitNext();
            return true;
        }
        return false;
    }

    private void awaitNext() {
        state = State.HEAD;
        body = null;
        pace = null;
        GatewaySettings now = services.get().settings();
        if (!now.heads().equals(settings.heads())) {
            scanner = scanner(now.heads());
        }
        settings = now;
        reading().set(settings.listening().idleNanos(), this::closeNow);
    }

    /** Reads on where that is of use: for what is needed, or to notice that the client leaves. */
    private void readOn() {
        boolean wanted =
                switch (state) {
                    case HEAD, DISCARD, CLOSING -> true;
                    case CALL -> bodyDone ? received == null || received.readableBytes() < MAX_AHEAD_BYTES : bodyWanted;
                };
        if (wanted) {
            context().read();
        }
    }

    private void headMissing() {
        if (state == State.HEAD && (scanner.hasBegun() || received != null)) {
            refuse(RequestParser.unknown(), new BadMessage(408, "the head did not arrive in time"));
        } else {
            closeNow();
        }
    }

    private void bodyMissing() {
        breakBody(new BadMessage(408, "the body arrives too slowly"));
    }

    private void close(boolean nothingUnread) {
        state = State.CLOSING;
        reading().end();
        releaseReceived();
        LingeringClose.after(context().channel(), nothingUnread);
    }

    private void closeNow() {
        state = State.CLOSING;
        Wire.close(context().channel());
    }

    private void releaseReceived() {
        ByteBuf rest = received;
        received = null;
        if (rest != null) {
            rest.release();
        }
    }

    private Deadline reading() {
        Deadline known = reading;
        if (known == null) {
            throw new IllegalStateException("not connected");
        }
        return known;
    }

    private enum State {
        HEAD,
        CALL,
        DISCARD,
        CLOSING
    }
}
