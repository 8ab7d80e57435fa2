package io.hookline.isolation.wasm.internal.engine;

/** An exported function of one instance. */
@FunctionalInterface
public interface GuestFunction {

    /**
     * Calls it.
     *
     * @return its result; 0 if it has none
     * @throws GuestTrapException if it traps or the thread is interrupted; the instance must not be used any more
     */
    long call(long... arguments);
}
