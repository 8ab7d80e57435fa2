package io.hookline.api.hook;

/**
 * How the hooks of one chain become one call of a contract's method.
 *
 * <p>Stated once, by {@link Compose} on the contract's method; neither host nor plugin repeats it. A method that
 * returns a {@link java.util.concurrent.CompletionStage} is composed by the values of its hooks' stages: what is said
 * here of a result holds for the stage's value, and a stage that fails counts as a hook that throws. Hooks run in
 * series, or in parallel if {@link Compose#parallel()} says so. If it has a {@link HookContext} among its parameters,
 * the context's deadline and cancellation end the caller's stage. Hooks that were called keep running, and removals
 * wait for them, until all their stages are complete.
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
