package io.hookline.isolation.wasm.internal.proxy;

import io.hookline.gateway.hook.BodyTransform;
import io.hookline.gateway.hook.Exchange;
import io.hookline.isolation.wasm.internal.pool.GuestPool;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A response's body that passes through a filter. The filter sees each piece, may change it, and may hold back what it
 * has seen by a pause: then the next piece is added to it. What it holds back is limited; a filter that pauses at the
 * end, or whose instance ends, breaks the response off, because half of what it was to change is sent already.
 *
 * <p>Called on the connection's I/O thread; the filter's time limit applies to each piece.
 */
final class FilteredBody implements BodyTransform {

    /** The most that a filter may hold back of one body. */
    static final int MOST_BYTES = 1024 * 1024;

    private static final int PAUSE = 1;

    private final ProxyPlugin plugin;
    private final StreamContext stream;
    private final Exchange exchange;
    private final Runnable atClose;
    private ByteBuffer ready = ByteBuffer.allocate(0);
    private boolean ended;

    /** {@code atClose} ends the filter's context, if it is to end with the body. */
    FilteredBody(ProxyPlugin plugin, StreamContext stream, Exchange exchange, Runnable atClose) {
        this.plugin = plugin;
        this.stream = stream;
        this.exchange = exchange;
        this.atClose = atClose;
    }

    @Override
    public void transform(ByteBuffer in, ByteBuffer out) throws IOException {
        if (in.hasRemaining()) {
            byte[] piece = new byte[in.remaining()];
            in.get(piece);
            filter(piece, false);
        }
        give(out);
    }

    @Override
    public void end(ByteBuffer out) throws IOException {
        if (!ended) {
            ended = true;
            filter(new byte[0], true);
        }
        give(out);
    }

    /** All that was ready is given before the next piece comes. */
    private void filter(byte[] piece, boolean isLast) throws IOException {
        GuestPool<ProxyGuest>.Place place = plugin.pool().take(stream.place(), stream.guest());
        try {
            byte[] held = stream.body();
            if ((long) held.length + piece.length > MOST_BYTES) {
                throw new IOException(name() + " holds back more than " + MOST_BYTES + " bytes of a response's body");
            }
            stream.enterBody(exchange, FilterBuffer.splice(held, held.length, 0, piece));
            long action = place.run(() -> stream.guest().responseBody(stream, isLast));
            if (action != PAUSE) {
                ready = ByteBuffer.wrap(stream.body());
                stream.dropBody();
            } else if (isLast) {
                throw new IOException(name() + " pauses at the end of a response's body, and nothing makes it go on");
            }
        } finally {
            stream.leaveBody();
            place.leave();
        }
    }

    private String name() {
        return "the filter " + plugin.module().manifest().name();
    }

    private void give(ByteBuffer out) {
        int count = Math.min(out.remaining(), ready.remaining());
        out.put(ready.slice().limit(count));
        ready.position(ready.position() + count);
    }

    @Override
    public void close() {
        atClose.run();
    }
}
