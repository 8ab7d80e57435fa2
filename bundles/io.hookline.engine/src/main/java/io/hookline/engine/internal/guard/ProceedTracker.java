package io.hookline.engine.internal.guard;

import io.hookline.api.hook.Composition;
import io.hookline.api.hook.Next;
import io.hookline.engine.contract.ContractMethod;
import org.jspecify.annotations.Nullable;

/**
 * The rest of the chain, and the host's action, as a hook that wraps calls them: tells when the hook leaves itself and comes back, and
 * what was thrown there, which is not the hook's. Used by the hook's thread alone.
 */
class ProceedTracker implements Next<@Nullable Object, @Nullable Object> {

    private final Next<@Nullable Object, @Nullable Object> rest;
    private @Nullable Throwable thrown;

    ProceedTracker(Next<@Nullable Object, @Nullable Object> rest) {
        this.rest = rest;
    }

    /** The last argument of a method that wraps, and does so before it returns; null for any other. */
    @SuppressWarnings("unchecked") // Contract.of has checked that the last parameter is a Next.
    static @Nullable Next<@Nullable Object, @Nullable Object> restIn(
            ContractMethod method, @Nullable Object[] arguments) {
        return method.composition() == Composition.AROUND && !method.isAsync()
                ? (Next<@Nullable Object, @Nullable Object>) arguments[arguments.length - 1]
                : null;
    }

    /** The same arguments with another last one. */
    static @Nullable Object[] with(@Nullable Object[] arguments, Object last) {
        @Nullable Object[] changed = arguments.clone();
        changed[changed.length - 1] = last;
        return changed;
    }

    /** The hook goes on. */
    void leave() {}

    /** The hook is back. */
    void comeBack() {}

    /** Whether something was thrown by what the hook called, and not by the hook. */
    final boolean threw(Throwable failure) {
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
