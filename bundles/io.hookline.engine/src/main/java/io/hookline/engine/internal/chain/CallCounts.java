package io.hookline.engine.internal.chain;

/** How often the methods of one chain were called: counts that the callers write, one for each method. */
public interface CallCounts {

    /** Where in each caller's counts those of this chain begin. */
    int first();

    /** How often a method was called, by its index. */
    long calls(int method);

    /** How many calls are in the chain now. */
    long inFlight();

    /** Gives the counts back once no call reaches the chain. They cannot be read after that. */
    void release();
}
