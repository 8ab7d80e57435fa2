package io.hookline.gateway.internal.strangle;

import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.message.RequestHead;
import io.hookline.gateway.internal.message.ResponseHead;
import io.hookline.gateway.internal.upstream.ResponseSink;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a call and its upstream: measures what the upstream does, and has a copy of the request sent to the
 * new side. What it sees passes unchanged and at once. On the call's I/O thread.
 */
public final class CallWatch implements ResponseSink {

    /** The field that tells the new side that a request is a copy. */
    public static final String COPY_FIELD = "X-Hookline-Shadow";

    private static final int FIRST_FAILURE = 500;

    private final Migration migration;
    private final Side side;
    private final @Nullable NewSide newSide;
    private @Nullable ResponseSink call;
    private @Nullable Shadow shadow;
    private long sentNanos;
    private long headNanos = -1;
    private int status;
    private boolean sent;
    private boolean failed;
    private boolean ended;

    /** With {@code newSide}, the call goes to the old one. */
    CallWatch(Migration migration, Side side, @Nullable NewSide newSide) {
        this.migration = migration;
        this.side = side;
        this.newSide = newSide;
    }

    /**
     * The request is about to be sent, for the first time or again. A copy follows it.
     *
     * @param fields the fields that are sent
     * @return takes the response in place of the call
     */
    public ResponseSink sent(RequestHead head, Fields fields, EventLoop loop, ResponseSink to) {
        NewSide copiesGo = newSide;
        if (!sent && copiesGo != null && migration.tryCopy(head)) {
            Shadow copy = new Shadow(migration, copiesGo, loop, head, fields.copy());
            shadow = copy;
            if (head.framing().isEmpty()) {
                loop.execute(copy::send);
            }
        }
        if (!sent) {
            sentNanos = System.nanoTime();
        }
        sent = true;
        failed = false;
        status = 0;
        headNanos = -1;
        call = to;
        return this;
    }

    /** A piece of the request's body is sent; it stays as it is. */
    public void requestBody(ByteBuf piece) {
        Shadow copy = shadow;
        if (copy != null) {
            copy.requestBody(piece);
        }
    }

    /** The request's body is complete. */
    public void requestEnd() {
        Shadow copy = shadow;
        if (copy != null) {
            copy.send();
        }
    }

    /** There will be no answer, because of the upstream. */
    public void failed() {
        failed = true;
    }

    /** The call has ended. Idempotent. */
    public void ended() {
        if (ended) {
            return;
        }
        ended = true;
        Shadow copy = shadow;
        if (copy != null) {
            copy.oldGone();
        }
        if (failed || status > 0) {
            side.ended(failed || status >= FIRST_FAILURE);
        }
        if (sent) {
            // A client that does not wait any longer must not hide that the upstream is slow.
            side.took((headNanos >= 0 ? headNanos : System.nanoTime()) - sentNanos);
        }
    }

    @Override
    public void interim(ResponseHead head) {
        call().interim(head);
    }

    @Override
    public void head(ResponseHead head) {
        headNanos = System.nanoTime();
        status = head.status();
        Shadow copy = shadow;
        if (copy != null) {
            // The call changes the fields.
            copy.oldHead(head.status(), head.fields().copy());
        }
        call().head(head);
    }

    @Override
    public void data(ByteBuf data) {
        Shadow copy = shadow;
        if (copy != null) {
            copy.oldData(data);
        }
        call().data(data);
    }

    @Override
    public void flush() {
        call().flush();
    }

    @Override
    public void end(Fields trailers) {
        Shadow copy = shadow;
        if (copy != null) {
            copy.oldEnd();
        }
        call().end(trailers);
    }

    @Override
    public void broken(String message, Throwable cause, boolean silent) {
        failed = true;
        call().broken(message, cause, silent);
    }

    @Override
    public void writable() {
        call().writable();
    }

    private ResponseSink call() {
        ResponseSink known = call;
        if (known == null) {
            throw new IllegalStateException("nothing was sent");
        }
        return known;
    }
}
