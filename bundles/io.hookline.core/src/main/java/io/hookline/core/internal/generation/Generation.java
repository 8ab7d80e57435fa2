package io.hookline.core.internal.generation;

import java.util.concurrent.atomic.LongAdder;

/**
 * One state of the live set under its number. What each point's chain was in it, the point itself knows (see {@link
 * PointChain#in}); it counts the leases that are not bound to one thread's call: those of scopes and asynchronous calls.
 */
public class Generation {

    private final long number;
    private final LongAdder taken = new LongAdder();
    private final LongAdder givenBack = new LongAdder();

    /** The generation of that number. */
    public Generation(long number) {
        this.number = number;
    }

    /** Its number; each generation's is one higher than that of the one before. */
    public long number() {
        return number;
    }

    /** How many scopes and asynchronous calls hold a lease on it now; never fewer than do throughout. */
    long leases() {
        // In this order: whatever has been given back here was taken before, and is in the second sum.
        long back = givenBack.sum();
        return taken.sum() - back;
    }

    void lease() {
        taken.increment();
    }

    void unlease() {
        givenBack.increment();
    }

    @Override
    public String toString() {
        return "Generation[" + number + "]";
    }
}
