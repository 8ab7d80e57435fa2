package io.hookline.gateway.internal.call;

import io.hookline.gateway.internal.message.BadMessage;
import io.hookline.gateway.internal.message.Fields;
import io.netty.buffer.ByteBuf;

/** Takes what a client sends after the head. All methods are called on the call's I/O thread. */
public interface RequestSink {

    /** Takes a piece of the body, and the duty to release it. */
    void body(ByteBuf data);

    /** The body is complete. */
    void bodyEnd(Fields trailers);

    /** The rest of the body cannot be read. */
    void bodyBroken(BadMessage cause);

    /** More of the response can be passed. */
    void writable();

    /** The client has gone. */
    void gone();
}
