package io.hookline.core.internal.chain;

import io.hookline.api.CallScope;

/** The lease of an asynchronous call, which outlasts the method that began it. */
public interface HeldLease {

    /** Enters the call's generation on the calling thread, whatever the thread is in; to be closed there. */
    CallScope enter();

    /** Gives the lease back. */
    void end();
}
