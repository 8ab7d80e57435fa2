package io.hookline.isolation.wasm.internal.engine;

/** The engine that reads, compiles and runs modules. The rest of the bundle knows no class of a library behind it. */
public interface WasmEngine {

    /**
     * Reads and validates a module. Runs nothing of it.
     *
     * @throws BadModuleException if it is no valid module
     */
    ModuleFacts inspect(byte[] module) throws BadModuleException;

    /**
     * Compiles a module, or takes it from the cache.
     *
     * @throws BadModuleException if it cannot be compiled
     */
    CompiledModule compile(byte[] module) throws BadModuleException;
}
