package io.hookline.engine.internal.chain;

import org.jspecify.annotations.Nullable;

/**
 * What the classes are that are generated for objects whose methods were found by name: an object of a contract in front of one of
 * another class. Here, for generated classes see this package and that of the leases, and no other of the core.
 */
public abstract class BoundObject {

    private @Nullable Class<?> target;

    /** For the generated classes. */
    protected BoundObject() {}

    /** Says whose methods it calls; once, before anybody else has it. */
    public final void callsMethodsOf(Class<?> type) {
        target = type;
    }

    /** The class whose methods it calls. */
    public final @Nullable Class<?> target() {
        return target;
    }
}
