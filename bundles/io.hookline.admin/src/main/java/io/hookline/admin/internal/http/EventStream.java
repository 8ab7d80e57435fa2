package io.hookline.admin.internal.http;

import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A stream of server-sent events without an end of its own. It takes from its source when there is something new, as
 * long as the client takes it: who is slow gets its events later, and loses those that the source no longer has. No one
 * ever waits for the client. A comment each {@value #HEARTBEAT_S} seconds shows whether it is still there. Its state
 * belongs to the connection's I/O thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // How a write or a task ended changes nothing here.
public final class EventStream {

    private static final int HEARTBEAT_S = 15;

    private final Channel channel;
    private final Answer answer;
    private final Source source;
    private final BooleanSupplier valid;
    private final AtomicBoolean woken = new AtomicBoolean();
    private boolean closed;
    private @Nullable Runnable whenClosed;
    private @Nullable ScheduledFuture<?> heartbeat;

    EventStream(Channel channel, Answer answer, Source source, BooleanSupplier valid) {
        this.channel = channel;
        this.answer = answer;
        this.source = source;
        this.valid = valid;
    }

    /** Begins. Called once, by any thread. */
    void begin() {
        channel.eventLoop().execute(() -> {
            if (!channel.isActive()) {
                source.neverOpened();
                return;
            }
            answer.comment("begin");
            whenClosed = source.open(this);
            heartbeat =
                    channel.eventLoop().scheduleWithFixedDelay(this::beat, HEARTBEAT_S, HEARTBEAT_S, TimeUnit.SECONDS);
            channel.closeFuture().addListener(future -> close());
            pump();
        });
    }

    /** Says that the source has something new. Any thread may call it; returns at once. */
    public void wake() {
        if (woken.compareAndSet(false, true)) {
            channel.eventLoop().execute(this::pump);
        }
    }

    /** Whether the client takes more now. */
    public boolean isWritable() {
        return !closed && channel.isWritable();
    }

    /** Sends an event. For the source, while it is asked. */
    public void send(String name, @Nullable String id, Object data) {
        answer.event(name, id, data);
    }

    /** Ends the stream. For the source, while it is asked. */
    public void end() {
        closed = true;
        answer.end();
    }

    /** The client may take more again. */
    void pump() {
        woken.set(false);
        if (isWritable()) {
            source.send(this);
        }
    }

    private void beat() {
        if (!valid.getAsBoolean()) {
            end();
        } else if (channel.isWritable()) {
            answer.comment("");
        }
    }

    private void close() {
        closed = true;
        if (heartbeat != null) {
            heartbeat.cancel(false);
        }
        if (whenClosed != null) {
            whenClosed.run();
        }
    }

    /** Where the events come from. Called by the connection's I/O thread: it must not block. */
    public interface Source {

        /**
         * Begins.
         *
         * @return ends it
         */
        Runnable open(EventStream stream);

        /** Sends what is new, as long as the stream is writable. */
        void send(EventStream stream);

        /** The client has left before the stream began. */
        default void neverOpened() {}
    }
}
