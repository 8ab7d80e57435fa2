package io.hookline.engine.internal.runner;

import io.hookline.api.hook.Composition;
import io.hookline.api.hook.Next;
import io.hookline.engine.contract.ContractMethod;
import org.jspecify.annotations.Nullable;

/**
 * What a wrapping hook calls to proceed to the rest of the chain and the host's action. It tracks when the hook
 * proceeds and returns, and what was thrown in between, which is not the hook's failure. Used by the hook's thread
 * alone.
 */
public class ProceedTracker implements Next<@Nullable Object, @Nullable Object> {

    private final Next<@Nullable Object, @Nullable Object> rest;
    private @Nullable Throwable thrown;

    /** Tracks the rest of a chain. */
    public ProceedTracker(Next<@Nullable Object, @Nullable Object> rest) {
        this.rest = rest;
    }

    /** The last argument of a method that wraps and is not asynchronous; null for any other. */
    @SuppressWarnings("unchecked") // Contract.of has checked that the last parameter is a Next.
    public static @Nullable Next<@Nullable Object, @Nullable Object> restIn(
            ContractMethod method, @Nullable Object[] arguments) {
        return method.composition() == Composition.AROUND && !method.isAsync()
                ? (Next<@Nullable Object, @Nullable Object>) arguments[arguments.length - 1]
                : null;
    }

    /** The same arguments with another last one. */
    public static @Nullable Object[] with(@Nullable Object[] arguments, Object last) {
        @Nullable Object[] changed = arguments.clone();
        changed[changed.length - 1] = last;
        return changed;
    }

    /** The hook proceeds. */
    void leave() {}

    /** The hook continues after that. */
    void comeBack() {}

    /** Whether the rest of the chain threw this, and not the hook. */
    public final boolean threw(Throwable failure) {
        return thrown == failure;
    }

    @Override
    @SuppressWarnings("NullAway") // The argument is a nullable type here, which NullAway does not see.
    public final @Nullable Object proceed(@Nullable Object argument) throws Exception {
        leave();
        try {
            return rest.proceed(argument);
        } catch (Exception | Error failure) {
            thrown = failure;
            throw failure;
        } finally {
            comeBack();
        }
    }
}
