package io.hookline.engine.internal.chain;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.HookFailedException;
import io.hookline.api.HookRefusedException;
import io.hookline.api.PointSpec;
import io.hookline.engine.contract.ContractMethod;
import java.lang.ref.WeakReference;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a hook's failure does at a point. Immutable. */
final class FailurePolicy {

    private static final Logger LOG = LoggerFactory.getLogger("io.hookline.hooks");

    /**
     * The error that came through a chain of this thread last. Errors come through nested chains on one thread, so what
     * other threads throw meanwhile does not matter. Weak: it keeps nothing of a plugin.
     */
    private static final ThreadLocal<@Nullable WeakReference<Throwable>> LAST_SEEN = new ThreadLocal<>();

    private final PointSpec<?> spec;

    FailurePolicy(PointSpec<?> spec) {
        this.spec = spec;
    }

    PointSpec<?> spec() {
        return spec;
    }

    /** The names by which the point requires a hook; empty if it does not. */
    List<String> requiredNames(ChainEntry hook) {
        return spec.required().stream().filter(hook.info()::answersTo).toList();
    }

    /**
     * Counts a failure and applies the policy; a required hook that fails aborts the call under any.
     *
     * @return whether the fallback has to answer; false to go on
     * @throws Throwable the failure as the caller is to see it: under the policy ABORT, of a required hook, or if it is
     *     an error that is no hook's alone
     */
    boolean endsChain(ChainEntry hook, ContractMethod method, Throwable failure) throws Throwable {
        HookRecord record = hook.record();
        ErrorPolicy policy = requiredNames(hook).isEmpty() ? record.guard().errorPolicy(spec) : ErrorPolicy.ABORT;
        if (!isHooksOwn(failure)) {
            if (isFirstSeen(failure)) {
                record.guard().failed(failure, policy);
            }
            throw failure;
        }
        boolean isRefusal = isRefusalOf(hook, failure);
        if (isRefusal) {
            record.countSkipped();
            record.guard().refused();
        } else {
            record.failed(failure);
            FlightEvents.failed(spec.name(), hook, method, failure);
            record.guard().failed(failure, policy);
        }
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (policy == ErrorPolicy.ABORT) {
            if (failure instanceof Exception exception && method.mayThrow(exception)) {
                throw exception;
            }
            throw new HookFailedException(hook.info().label(), failure);
        }
        if (!isRefusal && record.mayLog()) {
            LOG.warn(
                    "hook {} failed at {}; the call goes on by the policy {} (failure {} of {} calls)",
                    hook.info().label(),
                    spec.name(),
                    policy,
                    record.failures(),
                    record.calls(),
                    failure);
        }
        return policy == ErrorPolicy.FALLBACK;
    }

    /** Whether it is this hook that was not called, and not one that it called itself. */
    private static boolean isRefusalOf(ChainEntry hook, Throwable failure) {
        return failure instanceof HookRefusedException refused
                && refused.hook().equals(hook.info().label());
    }

    /** Whether an error has not come through a chain further in: hooks that it passes through are not to blame. */
    private static boolean isFirstSeen(Throwable failure) {
        WeakReference<Throwable> last = LAST_SEEN.get();
        if (last != null && last.refersTo(failure)) {
            return false;
        }
        LAST_SEEN.set(new WeakReference<>(failure));
        return true;
    }

    /** What answers under the policy FALLBACK. */
    Object fallback() {
        Object answer = spec.fallback();
        if (answer == null) {
            throw new IllegalStateException("the policy FALLBACK of " + spec.name() + " has no answer");
        }
        return answer;
    }

    /** Whether a failure is the hook's, and not the JVM's. */
    private static boolean isHooksOwn(Throwable failure) {
        return failure instanceof Exception || failure instanceof LinkageError || failure instanceof StackOverflowError;
    }
}
