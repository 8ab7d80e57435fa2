package io.hookline.engine.internal.guard;

import io.hookline.api.PointSpec;
import io.hookline.api.hook.Composition;
import io.hookline.api.hook.Next;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.contract.ContractMethod;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Stands in a chain for a hook that is not called like any other; has the contract's methods. Safe for use by many threads. */
abstract class Gate implements InvocationHandler {

    private static final @Nullable Object[] NOTHING = new @Nullable Object[0];

    private final Contract<?> contract;
    private final Object target;

    /** Stands for a hook, or for what stands for it. */
    Gate(Contract<?> contract, Object target) {
        this.contract = contract;
        this.target = target;
    }

    /** An object of the contract. */
    final Object newProxy() {
        Class<?> type = contract.type();
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this);
    }

    @Override
    public final @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        ContractMethod called = contract.method(method);
        if (called == null) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "guarded " + target;
            };
        }
        return call(called, target, arguments == null ? NOTHING : arguments);
    }

    /**
     * Calls the hook, or does not.
     *
     * @throws Throwable what the chain is to see as thrown by the hook
     */
    abstract @Nullable Object call(ContractMethod method, Object hook, @Nullable Object[] arguments) throws Throwable;

    /** Lets through what a breaker permits, and tells it how that ended. */
    static final class OfBreaker extends Gate {

        private final GuardedHook guard;
        private final PointSpec<?> spec;

        OfBreaker(GuardedHook guard, PointSpec<?> spec, Contract<?> contract, Object target) {
            super(contract, target);
            this.guard = guard;
            this.spec = spec;
        }

        @Override
        @Nullable
        Object call(ContractMethod method, Object hook, @Nullable Object[] arguments) throws Throwable {
            long round = guard.enter();
            Next<@Nullable Object, @Nullable Object> rest = ProceedTracker.restIn(method, arguments);
            ProceedTracker part = rest == null ? null : new ProceedTracker(rest);
            @Nullable Object[] given = part == null ? arguments : ProceedTracker.with(arguments, part);
            Object result;
            try {
                result = method.invoke(hook, given);
            } catch (Throwable failure) {
                guard.left(round, spec, part != null && part.threw(failure) ? null : failure, false);
                throw failure;
            }
            if (method.isAsync() && result instanceof CompletionStage<?> stage) {
                // Of a stage around others nobody can tell whose failure it is.
                boolean wraps = method.composition() == Composition.AROUND;
                stage.whenComplete(
                        (value, failure) -> guard.left(round, spec, wraps ? null : failure, failure == null));
            } else {
                guard.left(round, spec, null, true);
            }
            return result;
        }
    }
}
