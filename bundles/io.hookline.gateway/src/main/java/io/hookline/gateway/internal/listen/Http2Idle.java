package io.hookline.gateway.internal.listen;

import io.hookline.gateway.internal.call.Deadline;
import io.hookline.gateway.internal.message.Wire;
import io.netty.channel.Channel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The requests of an HTTP/2 connection: closes it when it has had none for too long. */
final class Http2Idle {

    private final Channel connection;
    private final Deadline deadline;
    private final long idleNanos;
    private final Set<Channel> streams = new LinkedHashSet<>();
    private boolean leaving;

    Http2Idle(Channel connection, long idleNanos) {
        this.connection = connection;
        this.idleNanos = idleNanos;
        this.deadline = new Deadline(connection.eventLoop());
        await();
        connection.closeFuture().addListener(closed -> {
            deadline.end();
            List.copyOf(streams).forEach(Wire::close);
        });
    }

    /** Counts a request until its stream is closed. */
    void count(Channel stream) {
        streams.add(stream);
        deadline.clear();
        stream.closeFuture().addListener(closed -> {
            streams.remove(stream);
            if (streams.isEmpty() && leaving) {
                Wire.close(connection);
            } else if (streams.isEmpty() && connection.isActive()) {
                await();
            }
        });
    }

    /** No further requests are expected. */
    void closeWhenUnused() {
        leaving = true;
        if (streams.isEmpty()) {
            Wire.close(connection);
        }
    }

    /** The client has closed its side. */
    void inputEnded() {
        List.copyOf(streams)
                .forEach(stream -> stream.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE));
        closeWhenUnused();
    }

    private void await() {
        deadline.set(idleNanos, () -> Wire.close(connection));
    }
}
