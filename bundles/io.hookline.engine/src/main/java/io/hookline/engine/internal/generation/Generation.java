package io.hookline.engine.internal.generation;

import java.util.concurrent.atomic.LongAdder;

/**
 * One state of the live set under its number. What each point's chain was in it, the point itself knows (see {@link
 * ChainLookup#in}); it counts the leases that are not bound to one thread's call: those of scopes and asynchronous
 * calls.
 */
public class Generation {

    private final long number;
    private final Routes routes;
    private final LongAdder taken = new LongAdder();
    private final LongAdder givenBack = new LongAdder();

    /** The generation of that number, in which all calls take the stable route. */
    public Generation(long number) {
        this(number, Routes.NONE);
    }

    /** The generation of that number, with its routes. */
    public Generation(long number, Routes routes) {
        this.number = number;
        this.routes = routes;
    }

    /** Its number; each generation's is one higher than that of the one before. */
    public long number() {
        return number;
    }

    /** How its calls are split between routes. */
    Routes routes() {
        return routes;
    }

    /** Whether calls are split between routes. */
    public boolean isRouted() {
        return !routes.isEmpty();
    }

    /** How many scopes and asynchronous calls hold a lease on it now; never fewer than do throughout. */
    long leases() {
        // In this order: each lease counted as given back was taken before, so the second sum includes it.
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
