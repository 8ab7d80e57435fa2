package io.hookline.isolation.wasm.internal.engine;

import java.util.List;

/** A module that is ready to be instantiated many times. Safe for use by many threads. */
public interface CompiledModule {

    /**
     * A new instance with a memory of its own. Runs the module's start function, if it has one.
     *
     * @param functions at least those that the module imports
     * @param pages how many pages its memory may grow to
     * @param tableEntries how many entries each table may grow to
     * @throws GuestTrapException if the start function traps
     * @throws IllegalArgumentException if an import is missing or has another signature
     */
    GuestInstance instantiate(List<HostFunction> functions, int pages, int tableEntries);
}
