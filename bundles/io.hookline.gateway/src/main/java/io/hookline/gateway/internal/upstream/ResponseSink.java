package io.hookline.gateway.internal.upstream;

import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.message.ResponseHead;
import io.netty.buffer.ByteBuf;

/**
 * Takes the upstream's response to one request. All methods are called on the connection's I/O thread; after
 * {@link #end} or {@link #broken} none is.
 */
public interface ResponseSink {

    /** Takes an interim response, such as 100 or 103. */
    void interim(ResponseHead head);

    /** Takes the final head. Nothing follows before {@link UpstreamConnection#resume()}. */
    void head(ResponseHead head);

    /** Takes a piece of the body, and the duty to release it. {@link UpstreamConnection#pause()} stops further ones. */
    void data(ByteBuf data);

    /** What has been read so far is a good unit to pass on. */
    void flush();

    /** The response is complete; the connection is not the caller's any more. */
    void end(Fields trailers);

    /**
     * The connection broke, or what it sent is malformed; it is closed.
     *
     * @param silent whether it was closed without a single byte of a response
     */
    void broken(String message, Throwable cause, boolean silent);

    /** More of the request's body can be written. */
    void writable();
}
