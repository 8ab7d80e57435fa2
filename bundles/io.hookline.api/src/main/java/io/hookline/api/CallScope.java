package io.hookline.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The part of one request during which every hook point shows the same generation.
 *
 * <p>It takes its lease on the generation at its first call and holds it until it is closed; while it is open, nothing
 * that this generation uses is stopped (for at most the drain timeout). Close it in any case, from any thread.
 *
 * <p>A request that changes threads takes its scope along: {@link #detach()} on the thread it leaves, {@link #attach()}
 * on the one it goes on with. A scope is attached to one thread at a time.
 */
@ProviderType
public interface CallScope extends AutoCloseable {

    /**
     * Binds the scope to the calling thread, inside any scope that is bound there.
     *
     * @throws IllegalStateException if it is closed or attached to a thread
     */
    void attach();

    /**
     * Takes the scope off the calling thread.
     *
     * @throws IllegalStateException if it is not the innermost scope of this thread
     */
    void detach();

    /** The number of the generation that the scope sees, or 0 before its first call. */
    long generation();

    /**
     * Ends the scope and returns its lease. On the thread it is attached to, it is detached first; if it is attached to
     * another thread, that one keeps the lease until it detaches. Idempotent.
     */
    @Override
    void close();
}
