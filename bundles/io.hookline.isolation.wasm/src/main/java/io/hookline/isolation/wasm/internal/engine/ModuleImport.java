package io.hookline.isolation.wasm.internal.engine;

/**
 * Something that a module imports.
 *
 * @param module the name ahead of the dot
 * @param name the name behind it
 * @param kind what it is, for instance {@code function}
 * @param signature of a function, such as {@code (i32,i32)->i32}; empty for anything else
 */
public record ModuleImport(String module, String name, String kind, String signature) {

    /** Both names, as messages show them. */
    public String label() {
        return module + "." + name;
    }
}
