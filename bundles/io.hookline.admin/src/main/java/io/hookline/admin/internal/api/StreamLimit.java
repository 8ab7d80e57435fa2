package io.hookline.admin.internal.api;

import io.hookline.admin.internal.access.Caller;
import io.hookline.admin.internal.http.EventStream;
import io.hookline.admin.internal.http.Problem;
import io.hookline.admin.internal.http.Reply;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.HashMap;
import java.util.Map;

/** How many streams are open. Safe for use by many threads. */
final class StreamLimit {

    private static final int MOST = 64;
    private static final int MOST_OF_ONE = 16;

    /** By actor; guarded by this object, as the other is. */
    private final Map<String, Integer> open = new HashMap<>();

    private int all;

    /**
     * Opens a stream.
     *
     * @throws Problem if there are too many
     */
    void open(Caller caller, Reply reply, EventStream.Source source) throws Problem {
        String actor = caller.actor().toString();
        take(actor);
        reply.stream(new EventStream.Source() {
            @Override
            public Runnable open(EventStream stream) {
                Runnable close = source.open(stream);
                return () -> {
                    close.run();
                    give(actor);
                };
            }

            @Override
            public void send(EventStream stream) {
                source.send(stream);
            }

            @Override
            public void neverOpened() {
                give(actor);
            }
        });
    }

    private synchronized void take(String actor) throws Problem {
        int own = open.getOrDefault(actor, 0);
        if (own >= MOST_OF_ONE || all >= MOST) {
            throw new Problem(
                            HttpResponseStatus.TOO_MANY_REQUESTS,
                            "There are too many streams: at most " + MOST_OF_ONE + " of one actor, and " + MOST
                                    + " altogether; close some")
                    .with(HttpHeaderNames.RETRY_AFTER, "5");
        }
        open.put(actor, own + 1);
        all++;
    }

    private synchronized void give(String actor) {
        open.computeIfPresent(actor, (same, count) -> count == 1 ? null : count - 1);
        all--;
    }
}
