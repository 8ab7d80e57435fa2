package io.hookline.gateway.internal.strangle;

import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.message.Framing;
import io.hookline.gateway.internal.message.RequestHead;
import io.hookline.gateway.internal.message.ResponseHead;
import io.hookline.gateway.internal.strangle.Comparison.Kind;
import io.hookline.gateway.internal.strangle.Comparison.Result;
import io.hookline.gateway.internal.upstream.ConnectionWaiter;
import io.hookline.gateway.internal.upstream.ResponseSink;
import io.hookline.gateway.internal.upstream.UpstreamConnection;
import io.hookline.gateway.internal.upstream.UpstreamTarget;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A copy of one request for the new side, and the comparison of both responses. The call knows nothing of how it goes:
 * no method waits, throws because of the new side, or keeps anything of the call. On the call's I/O thread.
 *
 * <pre>
 *  request ──► copy ──► new side's answer ──┐
 *     │                                     ├──► comparison, on a thread of its own
 *     └──► call ──► old side's answer ──────┘
 * </pre>
 */
final class Shadow implements ConnectionWaiter, ResponseSink {

    private final Migration migration;
    private final NewSide to;
    private final EventLoop loop;
    private final RequestHead original;
    private final Fields fields;
    private final BodyCopy request;
    private final BodyCopy oldBody;
    private final BodyCopy newBody;
    private @Nullable UpstreamTarget target;
    private @Nullable UpstreamConnection connection;
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable Answer old;
    private @Nullable Answer fresh;
    private @Nullable String failure;
    private int oldStatus;
    private Fields oldFields = new Fields();
    private int newStatus;
    private Fields newFields = new Fields();
    private long sentNanos;
    private boolean asked;
    private boolean retried;
    private boolean oldSettled;
    private boolean newSettled;

    /** A copy that is not sent yet, and counts as under way. */
    Shadow(Migration migration, NewSide to, EventLoop loop, RequestHead original, Fields fields) {
        int most = migration.settings().shadowing().maxBodyBytes();
        this.migration = migration;
        this.to = to;
        this.loop = loop;
        this.original = original;
        this.fields = fields;
        this.request = new BodyCopy(most);
        this.oldBody = new BodyCopy(most);
        this.newBody = new BodyCopy(most);
    }

    // The request.

    void requestBody(ByteBuf piece) {
        request.add(piece);
    }

    /** Sends the copy: the request is complete. */
    void send() {
        if (asked) {
            return;
        }
        asked = true;
        if (request.isTooLong()) {
            giveUp();
            return;
        }
        migration.findings().copies.increment();
        UpstreamTarget chosen = to.group().choose(List.of());
        target = chosen;
        chosen.began();
        long timeout = migration.settings().shadowing().timeoutMillis();
        timer = loop.schedule(() -> newFailed("no answer within " + timeout + " ms"), timeout, TimeUnit.MILLISECONDS);
        sentNanos = System.nanoTime();
        chosen.origin().of(loop).acquire(this, false);
    }

    // The old side.

    void oldHead(int status, Fields copied) {
        oldStatus = status;
        oldFields = copied;
    }

    void oldData(ByteBuf piece) {
        oldBody.add(piece);
    }

    void oldEnd() {
        if (!oldSettled) {
            old = new Answer(oldStatus, oldFields, oldBody);
            settleOld();
        }
    }

    /** The call is over, with or without an answer. */
    void oldGone() {
        if (!asked) {
            giveUp();
        } else if (!oldSettled) {
            settleOld();
        }
    }

    // The new side.

    @Override
    public boolean isWaiting() {
        return !newSettled;
    }

    @Override
    public void connected(UpstreamConnection given) {
        connection = given;
        byte[] body = request.bytes();
        String authority = chosen().origin().address().authority();
        if (to.ownHost()) {
            fields.set("Host", authority);
        }
        fields.remove("Expect");
        fields.set(CallWatch.COPY_FIELD, "true");
        RequestHead head = new RequestHead(
                original.method(),
                original.target(),
                original.protocol(),
                original.host(),
                fields,
                original.framing().isEmpty() ? original.framing() : Framing.ofLength(body.length),
                true,
                false,
                false);
        given.send(
                head,
                to.line().apply(original.target(), chosen().origin().address().base()),
                fields,
                this);
        if (body.length > 0) {
            given.write(Unpooled.wrappedBuffer(body));
        }
        if (!head.framing().isEmpty()) {
            given.finish(new Fields());
        }
    }

    @Override
    public void unconnected(int status, String message, @Nullable Throwable cause) {
        newFailed(message);
    }

    @Override
    public void interim(ResponseHead head) {}

    @Override
    public void head(ResponseHead head) {
        migration.findings().shadow.took(System.nanoTime() - sentNanos);
        newStatus = head.status();
        newFields = head.fields();
        UpstreamConnection from = connection;
        if (from != null) {
            from.resume();
        }
    }

    @Override
    public void data(ByteBuf data) {
        newBody.add(data);
        data.release();
        if (newBody.isTooLong()) {
            dropConnection();
            newAnswered();
        }
    }

    @Override
    public void flush() {}

    @Override
    public void end(Fields trailers) {
        connection = null;
        newAnswered();
    }

    @Override
    public void broken(String message, Throwable cause, boolean silent) {
        UpstreamConnection from = connection;
        connection = null;
        if (silent && from != null && from.isKept() && !retried) {
            // It was closed while it was idle.
            retried = true;
            chosen().origin().of(loop).acquire(this, true);
        } else {
            newFailed(message);
        }
    }

    @Override
    public void writable() {}

    private void newAnswered() {
        fresh = new Answer(newStatus, newFields, newBody);
        settleNew(newStatus >= 500);
    }

    private void newFailed(String why) {
        failure = why;
        settleNew(true);
    }

    private void settleNew(boolean failed) {
        if (newSettled) {
            return;
        }
        newSettled = true;
        dropConnection();
        ScheduledFuture<?> running = timer;
        if (running != null) {
            running.cancel(false);
        }
        UpstreamTarget asking = target;
        if (asking != null) {
            asking.ended();
            if (newStatus == 0) {
                migration.findings().shadow.took(System.nanoTime() - sentNanos);
            }
            migration.findings().shadow.ended(failed);
        }
        settled();
    }

    private void settleOld() {
        oldSettled = true;
        settled();
    }

    /** The request was not copied after all. */
    private void giveUp() {
        asked = true;
        oldSettled = true;
        settleNew(true);
    }

    private void settled() {
        if (!oldSettled || !newSettled) {
            return;
        }
        if (target == null) {
            migration.release();
            return;
        }
        try {
            migration.findings().comparing.execute(this::compare);
        } catch (RejectedExecutionException e) {
            migration.release();
        }
    }

    private void compare() {
        try {
            Answer before = old;
            Answer after = fresh;
            Result result;
            if (after == null) {
                result = new Result(Kind.NO_ANSWER, "no answer: " + failure);
            } else if (before == null) {
                result = Result.UNCOMPARED;
            } else {
                result = migration.comparison().of(before, after);
            }
            migration
                    .findings()
                    .differences
                    .add(Instant.now(), original.method(), original.target().path(), result);
        } finally {
            migration.release();
        }
    }

    private void dropConnection() {
        UpstreamConnection from = connection;
        connection = null;
        if (from != null) {
            from.abort();
        }
    }

    private UpstreamTarget chosen() {
        UpstreamTarget known = target;
        if (known == null) {
            throw new IllegalStateException("nothing was sent");
        }
        return known;
    }
}
