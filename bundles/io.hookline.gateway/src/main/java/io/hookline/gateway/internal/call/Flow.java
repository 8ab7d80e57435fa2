package io.hookline.gateway.internal.call;

import io.hookline.gateway.internal.message.Fields;
import io.netty.buffer.ByteBuf;

/** One step on the way of a response's body to the client. On the call's I/O thread only. */
interface Flow {

    /** Whether it takes a piece now; a piece that it gets nevertheless is kept, but no second one. */
    boolean isReady();

    /** Takes a piece, and the duty to release it. */
    void data(ByteBuf data);

    /** Passes on what should not wait. */
    void flush();

    /** The body has ended; what is still kept is passed on first. */
    void end(Fields trailers);

    /** The steps behind it may be ready again. */
    void resume();

    /** Nothing follows, whether the end came or not. Idempotent. */
    void close();
}
