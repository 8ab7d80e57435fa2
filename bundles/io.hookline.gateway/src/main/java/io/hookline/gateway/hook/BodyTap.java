package io.hookline.gateway.hook;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Reads the body of one response as it passes, and changes nothing. Set by {@link Exchange#tapResponseBody}.
 *
 * <p>Called on the connection's I/O thread, by one thread at a time: it must not block. A tap that throws is closed and
 * not called again; the response goes on. The plugin's release is not stopped before {@link #close}, unless its drain
 * times out.
 *
 * @since 1.1
 */
@ConsumerType
public interface BodyTap {

    /**
     * Reads a piece.
     *
     * @param piece read-only, and valid during this call only: copy what you keep
     */
    void data(ByteBuffer piece);

    /**
     * The body is complete. Not called if it was cut off, nor if only the end of the upstream's connection marked its
     * end: such a body cannot be told from one that was cut off. A response without a body has no data, but this end.
     */
    void end();

    /** Nothing follows; called once, in any case. */
    default void close() {}
}
