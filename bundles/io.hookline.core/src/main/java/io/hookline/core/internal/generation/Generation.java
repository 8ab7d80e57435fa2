package io.hookline.core.internal.generation;

import java.util.concurrent.atomic.AtomicLong;

/**
 * One state of the live set under its number. What each point's chain was in it, the point itself knows (see {@link
 * PointChain#in}); it counts the leases that are not bound to one thread's call: those of scopes.
 */
public class Generation {

    private final long number;
    private final AtomicLong leases = new AtomicLong();

    /** The generation of that number. */
    public Generation(long number) {
        this.number = number;
    }

    /** Its number; each generation's is one higher than that of the one before. */
    public long number() {
        return number;
    }

    /** How many scopes hold a lease on it now. */
    long leases() {
        return leases.get();
    }

    void lease() {
        leases.incrementAndGet();
    }

    void unlease() {
        leases.decrementAndGet();
    }

    @Override
    public String toString() {
        return "Generation[" + number + "]";
    }
}
