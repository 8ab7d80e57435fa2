package io.hookline.engine.runner;

import io.hookline.api.CallScope;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The lease of a call whose work goes on after the method that began it, or on other threads. Threads that have entered
 * it, and hooks whose stages are not complete, hold it too. It is given back when the last holder releases it. Safe for
 * use by many threads.
 */
@ProviderType
public interface HeldLease {

    /**
     * Enters the call's generation on the calling thread, even inside another call or scope; to be closed on that
     * thread.
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

    /** Releases one hold of the lease. The call begins with one hold. */
    void letGo();
}
