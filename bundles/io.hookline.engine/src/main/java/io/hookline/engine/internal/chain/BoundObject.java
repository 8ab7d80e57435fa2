package io.hookline.engine.internal.chain;

import org.jspecify.annotations.Nullable;

/**
 * The superclass of generated adapters: each implements a contract and calls the methods, found by name, of an object
 * of another class. It lives here because generated classes see only this package and that of the leases.
 */
public abstract class BoundObject {

    private @Nullable Class<?> target;

    /** For the generated classes. */
    protected BoundObject() {}

    /** Sets the class whose methods it calls. Called once, before any other code has the object. */
    public final void callsMethodsOf(Class<?> type) {
        target = type;
    }

    /** The class whose methods calls of a hook reach: the hook's own, or that of the object behind it. */
    public static Class<?> calledClass(Object hook) {
        Class<?> behind = hook instanceof BoundObject bound ? bound.target : null;
        return behind == null ? hook.getClass() : behind;
    }

    /** The class whose methods it calls. */
    public final @Nullable Class<?> target() {
        return target;
    }
}
