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

    /**
     * Whether a call on a point in this scope never blocks the calling thread, so that an I/O thread may make it: each
     * hook that the call would run, on the route that the scope takes, declares {@link
     * io.hookline.api.hook.NonBlocking}, has kept its word, and runs on the caller's thread.
     *
     * <p>The answer holds for the calls that the scope then makes: if the scope sees no generation yet, the question
     * makes it see the current one, as its first call would. While a hook that the point requires is missing, the
     * answer is false and decides nothing: the next call may wait for the hook. A point without hooks does not block.
     * The answer says nothing about the action that an around hook wraps, nor about the point's own fallback.
     *
     * <p>Ask on the thread that the scope is attached to, or while it is attached to none. Neither blocks nor
     * allocates, except for what a first call would do anyway.
     *
     * @param point a point of the same {@link HookPoints}
     * @return false as well if this implementation does not know
     * @throws IllegalArgumentException if the point is not one of the scope's runtime
     * @throws IllegalStateException if the point or the scope is closed, or the scope is attached to another thread
     */
    default boolean isNonBlocking(HookPoint<?> point) {
        return false;
    }

    /** The number of the generation that the scope sees, or 0 before its first call. */
    long generation();

    /**
     * Ends the scope and returns its lease. On the thread it is attached to, it is detached first; if it is attached to
     * another thread, that one keeps the lease until it detaches. Idempotent.
     */
    @Override
    void close();
}
