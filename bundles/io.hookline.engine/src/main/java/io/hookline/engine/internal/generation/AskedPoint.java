package io.hookline.engine.internal.generation;

/** A hook point as a scope is asked about it. */
public interface AskedPoint {

    /** The point's chain in each generation. */
    ChainLookup lookup();

    /** The generations that its calls see. */
    Generations generations();
}
