package io.hookline.engine.internal.guard;

import io.hookline.api.PointSpec;
import io.hookline.api.hook.Composition;
import io.hookline.api.hook.Next;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.internal.runner.ProceedTracker;
import io.hookline.engine.runner.CallInterceptor;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Lets through the calls that a breaker permits, and tells the breaker how they end. Safe for use by many threads. */
final class BreakerInterceptor implements CallInterceptor {

    private final GuardedHook guard;
    private final PointSpec<?> spec;
    private final Object target;

    BreakerInterceptor(GuardedHook guard, PointSpec<?> spec, Object target) {
        this.guard = guard;
        this.spec = spec;
        this.target = target;
    }

    @Override
    public @Nullable Object intercept(ContractMethod method, @Nullable Object[] arguments) throws Throwable {
        long round = guard.enter();
        Next<@Nullable Object, @Nullable Object> rest = ProceedTracker.restIn(method, arguments);
        ProceedTracker tracker = rest == null ? null : new ProceedTracker(rest);
        @Nullable Object[] given = tracker == null ? arguments : ProceedTracker.with(arguments, tracker);
        Object result;
        try {
            result = method.invoke(target, given);
        } catch (Throwable failure) {
            guard.left(round, spec, tracker != null && tracker.threw(failure) ? null : failure, false);
            throw failure;
        }
        if (method.isAsync() && result instanceof CompletionStage<?> stage) {
            // A stage that wraps others may fail because of them.
            boolean wraps = method.composition() == Composition.AROUND;
            stage.whenComplete((value, failure) -> guard.left(round, spec, wraps ? null : failure, failure == null));
        } else {
            guard.left(round, spec, null, true);
        }
        return result;
    }
}
