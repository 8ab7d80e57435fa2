package io.hookline.admin.internal;

/** Takes what an operation answers. Used by the threads of the operation. */
interface Reply {

    /** Sends an event ahead of the answer, if the client takes events; nothing otherwise. */
    void event(String name, Object data);

    /** Whether the client takes events. */
    boolean hasEvents();

    /** Sends the answer, which ends the exchange: a JSON text. */
    void json(String text);
}
