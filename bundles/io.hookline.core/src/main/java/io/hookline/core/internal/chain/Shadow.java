package io.hookline.core.internal.chain;

import io.hookline.api.hook.Composition;
import io.hookline.core.internal.contract.ContractMethod;
import io.hookline.core.release.ShadowObserver;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A candidate's chain in the shadow of the stable one: it is given the same calls, on another thread and after they were answered,
 * and its answers are compared. Whatever it does, callers see nothing of it. Safe for use by many threads.
 */
public final class Shadow {

    private static final int LONGEST_TEXT = 200;

    private final ChainRuntime candidate;
    private final ShadowObserver observer;
    private final Supplier<HeldLease> leases;
    private final Executor executor;

    /**
     * A shadow.
     *
     * @param leases holds on to the generation of the call that the thread is in
     * @param executor refuses what is too much
     */
    public Shadow(ChainRuntime candidate, ShadowObserver observer, Supplier<HeldLease> leases, Executor executor) {
        this.candidate = candidate;
        this.observer = observer;
        this.leases = leases;
        this.executor = executor;
    }

    /** The candidate's chain. */
    public ChainRuntime candidate() {
        return candidate;
    }

    /** Who is told. */
    public ShadowObserver observer() {
        return observer;
    }

    /** Whether calls of a method can be compared. */
    boolean compares(ContractMethod method) {
        // Who wraps would do the host's own action a second time.
        return method.composition() != Composition.AROUND;
    }

    /** Has the candidate asked what the stable chain was asked. Called within the call. */
    void compare(ContractMethod method, @Nullable Object[] arguments, Answer stable) {
        HeldLease lease = leases.get();
        @Nullable Object[] same = arguments.clone();
        try {
            executor.execute(() -> {
                try (var scope = lease.enter()) {
                    tell(stable, answer(method, same));
                } finally {
                    lease.letGo();
                }
            });
        } catch (RejectedExecutionException e) {
            lease.letGo();
            observer.dropped(1);
        }
    }

    private Answer answer(ContractMethod method, @Nullable Object[] arguments) {
        try {
            return new Answer(new LoopDispatch(candidate, true).call(method, arguments), null);
        } catch (ThreadDeath | OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            return new Answer(null, e);
        }
    }

    private void tell(Answer stable, Answer other) {
        boolean same = stable.isSameAs(other);
        observer.compared(
                candidate.spec().name(), same, same ? null : stable.describe(), same ? null : other.describe());
    }

    /**
     * What a chain answered.
     *
     * @param value the result; null after a failure
     * @param failure what it threw, or null
     */
    record Answer(@Nullable Object value, @Nullable Throwable failure) {

        boolean isSameAs(Answer other) {
            if (failure != null || other.failure != null) {
                return failure != null
                        && other.failure != null
                        && failure.getClass()
                                .getName()
                                .equals(other.failure.getClass().getName());
            }
            return Objects.deepEquals(value, other.value);
        }

        String describe() {
            String text;
            try {
                text = failure != null ? "threw " + failure : String.valueOf(value);
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                text = "something that cannot be shown";
            }
            return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
        }
    }
}
