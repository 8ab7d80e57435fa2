package io.hookline.engine.internal.generation;

import org.jspecify.annotations.Nullable;

/**
 * The fields of a {@link ThreadSlot}, kept 128 bytes away from anything another thread writes: HotSpot lays out the
 * fields of a superclass ahead of those of its subclasses, and hardware prefetches pairs of cache lines.
 */
abstract class SlotFields extends SlotPadding {

    /** The lease of a slot while the thread is in no call and no scope. */
    static final long IDLE = 0;

    /** The lease of a slot while the thread is in a scope and in no call that holds a lease of its own. */
    static final long SCOPED = -1;

    /** The number of the generation that the thread's outermost call sees, {@link #IDLE} or {@link #SCOPED}. */
    public long lease;

    /** The innermost scope that is attached to the thread; only the thread itself looks. */
    public CallScopes.@Nullable Scope scope;

    /**
     * How often the thread has called each method of each chain, by the chain's index; only the thread itself writes.
     */
    public long[] counts = new long[ThreadSlot.FIRST_COUNT + 64];

    /**
     * The route that the thread's outermost call takes in its generation; meaningless if the generation has no routes.
     * A long, because an int would be laid out ahead of the padding.
     */
    long route;

    /**
     * The chain of the outermost call, by the chain's index; meaningless while there is no lease. A long, because an
     * int would be laid out ahead of the padding.
     */
    public long calling;

    /** How many other calls the thread is in, by the chain's index; only the thread itself writes. */
    int[] inside = new int[0];

    SlotFields(Thread owner) {
        super(owner);
    }
}
