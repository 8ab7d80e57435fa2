package io.hookline.gateway.hook;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Changes the body of one response as it passes. Set by {@link Exchange#transformResponseBody}.
 *
 * <p>The gateway passes the body in pieces and offers room for the result, a few kilobytes at a time. A method that
 * fills the room is called again with new room, as soon as the client takes more; one that leaves room is done. So the
 * output is bounded by the client's pace, however much a piece expands.
 *
 * <p>Called on the connection's I/O thread, by one thread at a time: it must not block, and takes no more than a few
 * milliseconds for a call. A transform that throws, or leaves input behind although there is room, breaks the response
 * off, so that the client notices that it is incomplete. The plugin's release is not stopped before {@link #close},
 * unless its drain times out.
 *
 * @since 1.1
 */
@ConsumerType
public interface BodyTransform {

    /**
     * Takes input and gives output. Neither buffer may be used after the call.
     *
     * @param in the piece, read-only; the same position as the last call left
     * @param out room for the result
     */
    void transform(ByteBuffer in, ByteBuffer out) throws Exception;

    /**
     * The upstream sends nothing more at the moment: gives what is held back, if the client should not wait for it.
     *
     * @param out room for the result
     */
    default void flush(ByteBuffer out) throws Exception {}

    /**
     * The body has ended: gives the rest.
     *
     * @param out room for the result
     */
    void end(ByteBuffer out) throws Exception;

    /** Nothing follows; called once, in any case. */
    default void close() {}
}
