package io.hookline.gateway.internal.call;

/** How far a call has come. */
enum Stage {
    /** The hooks before the upstream run. */
    BEFORE,
    /** It waits for a connection. */
    CONNECTING,
    /** The request is sent; it waits for the head of the response. */
    AWAITING,
    /** The hooks after the upstream run. */
    AFTER,
    /** The response's body is passed on. */
    STREAMING,
    /** The gateway itself answers. */
    ANSWERING,
    /** Nothing follows. */
    ENDED
}
