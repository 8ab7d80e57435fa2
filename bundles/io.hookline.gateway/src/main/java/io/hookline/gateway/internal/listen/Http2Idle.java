package io.hookline.gateway.internal.listen;

import io.hookline.gateway.internal.call.Deadline;
import io.hookline.gateway.internal.message.Wire;
import io.netty.channel.Channel;

/** Closes a connection of HTTP/2 that has had no request for too long. */
final class Http2Idle {

    private final Channel connection;
    private final Deadline deadline;
    private final long idleNanos;
    private int streams;
    private boolean leaving;

    Http2Idle(Channel connection, long idleNanos) {
        this.connection = connection;
        this.idleNanos = idleNanos;
        this.deadline = new Deadline(connection.eventLoop());
        await();
        connection.closeFuture().addListener(closed -> deadline.end());
    }

    /** Counts a request until its stream is closed. */
    void count(Channel stream) {
        streams++;
        deadline.clear();
        stream.closeFuture().addListener(closed -> {
            streams--;
            if (streams == 0 && leaving) {
                Wire.close(connection);
            } else if (streams == 0 && connection.isActive()) {
                await();
            }
        });
    }

    /** The client sends no further requests. */
    void closeWhenUnused() {
        leaving = true;
        if (streams == 0) {
            Wire.close(connection);
        }
    }

    private void await() {
        deadline.set(idleNanos, () -> Wire.close(connection));
    }
}
