package io.hookline.isolation.wasm.internal.engine;

/**
 * A function of the host that modules can import.
 *
 * @param module the name ahead of the dot
 * @param name the name behind it
 * @param signature such as {@code (i32,i64)->i32}
 * @param body what it does
 */
public record HostFunction(String module, String name, String signature, Body body) {

    /** What a host function does. */
    @FunctionalInterface
    public interface Body {

        /**
         * Answers one call.
         *
         * @return the result; without meaning if the function has none
         */
        long call(long[] arguments);
    }

    /** Both names, as messages show them. */
    public String label() {
        return module + "." + name;
    }
}
