package io.hookline.engine.internal.chain;

import io.hookline.api.CallScope;

/**
 * The lease of an asynchronous call, which outlasts the method that began it. It is held by the call itself, by whoever has
 * entered it, and by hooks whose stages are not complete; it is given back when the last of them lets go.
 */
public interface HeldLease {

    /**
     * Enters the call's generation on the calling thread, whatever the thread is in; to be closed there.
     *
     * @throws IllegalStateException if the lease was given back
     */
    CallScope enter();

    /**
     * Holds the lease once more.
     *
     * @throws IllegalStateException if the lease was given back
     */
    void hold();

    /** Lets go of the lease, once for each hold. The call itself begins with one. */
    void letGo();
}
