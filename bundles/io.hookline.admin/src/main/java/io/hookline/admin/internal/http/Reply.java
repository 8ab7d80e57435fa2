package io.hookline.admin.internal.http;

import io.hookline.admin.web.WebFile;
import io.netty.handler.codec.http.HttpResponseStatus;

/** Takes what an operation answers. Used by the threads of the operation. */
public interface Reply {

    /** Sends an event ahead of the answer, if the client takes events; nothing otherwise. */
    void event(String name, Object data);

    /** Whether the client takes events. */
    boolean hasEvents();

    /** Adds a header field to the answer that follows. */
    void header(CharSequence name, String value);

    /** Sends the answer, which ends the exchange: a JSON text. */
    void json(HttpResponseStatus status, String text);

    /** The same with the status 200. */
    default void json(String text) {
        json(HttpResponseStatus.OK, text);
    }

    /** Sends an answer without content. */
    void empty(HttpResponseStatus status);

    /**
     * Sends a static file.
     *
     * @param gzip whether the client takes compressed content
     * @param known the entity tag that the client has, with its quotes; empty for none
     */
    void file(WebFile file, boolean gzip, String known);

    /**
     * Begins a stream of events that has no end of its own. The operation may return; the stream goes on until the
     * client leaves, is too slow, or may no longer have it.
     */
    void stream(EventStream.Source source);
}
