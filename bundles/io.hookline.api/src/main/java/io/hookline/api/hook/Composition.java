package io.hookline.api.hook;

/**
 * How the hooks of one chain become one call of a contract's method.
 *
 * <p>Stated once, by {@link Compose} on the contract's method; neither host nor plugin repeats it.
 */
public enum Composition {

    /** All hooks, in order; no result. The method returns {@code void}. */
    NOTIFY,

    /** Hooks in order until one returns non-null; that is the result, or null if none did. */
    FIRST_RESULT,

    /**
     * Each hook's result becomes the first argument of the next one; the last is the result. A hook that returns null
     * leaves the value as it was. The method returns the type of its first parameter.
     */
    WATERFALL,

    /** The lists that the hooks return, joined in order into one unmodifiable list; null adds nothing. */
    CONCAT,

    /** Each hook wraps the rest of the chain, and the caller's action is innermost: see {@link Next}. */
    AROUND
}
