package io.hookline.engine.runner;

import io.hookline.api.CallScope;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The lease of a call whose work goes on after the method that began it, or on other threads. Threads that have entered it and hooks
 * whose stages are not complete hold it too; it is given back when the last of them lets go. Safe for use by many threads.
 */
@ProviderType
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
