package io.hookline.engine.internal.chain;

import io.hookline.api.hook.Composition;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.release.ShadowObserver;
import io.hookline.engine.runner.HeldLease;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A candidate's chain in the shadow of the stable one: it is given the same calls, on another thread and after they
 * were answered, and its answers are compared. Callers see nothing of it, whatever it does. Safe for use by many
 * threads.
 */
public final class Shadow {

    private static final int LONGEST_TEXT = 200;
    private static final long LONGEST_SECONDS = 2;

    private final LinkedChain candidate;
    private final ShadowObserver observer;
    private final CandidateCaller caller;
    private final Executor executor;
    private final Set<Question> open = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    /**
     * A shadow.
     *
     * @param caller makes the candidate's calls
     * @param executor refuses tasks that exceed its capacity
     */
    public Shadow(LinkedChain candidate, ShadowObserver observer, CandidateCaller caller, Executor executor) {
        this.candidate = candidate;
        this.observer = observer;
        this.caller = caller;
        this.executor = executor;
    }

    /** The candidate's chain. */
    public LinkedChain candidate() {
        return candidate;
    }

    /** The observer that is told the answers. */
    public ShadowObserver observer() {
        return observer;
    }

    /** Whether calls of a method can be compared. */
    boolean compares(ContractMethod method) {
        // A wrapping hook would run the host's action a second time.
        return method.composition() != Composition.AROUND && !method.isAsync();
    }

    /** Asks the candidate what the stable chain was asked. Called within the call. */
    void compare(ContractMethod method, @Nullable Object[] arguments, Answer stable) {
        Question question = new Question(method, arguments.clone(), stable, caller.hold());
        open.add(question);
        try {
            executor.execute(question);
        } catch (RejectedExecutionException e) {
            question.close();
            observer.dropped(1);
        }
    }

    /**
     * No call is compared any more: what waits is dropped, and removals wait only for a bounded time for what runs,
     * because a candidate that hangs must not delay them.
     */
    public void end() {
        ended = true;
        CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS)
                .execute(() -> open.forEach(Question::close));
    }

    private Answer answer(ContractMethod method, @Nullable Object[] arguments) {
        try {
            return new Answer(caller.callCandidate(candidate.timedBody(), method.index(), arguments), null);
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

    /** A call that the candidate is to be asked. Holds the call's generation until it is closed. */
    private final class Question implements Runnable {

        private final ContractMethod method;
        private final @Nullable Object[] arguments;
        private final Answer stable;
        private final HeldLease lease;
        private final AtomicBoolean closed = new AtomicBoolean();

        Question(ContractMethod method, @Nullable Object[] arguments, Answer stable, HeldLease lease) {
            this.method = method;
            this.arguments = arguments;
            this.stable = stable;
            this.lease = lease;
        }

        @Override
        public void run() {
            try {
                if (!ended) {
                    // In no scope: it would hold the lease for as long as the candidate likes.
                    tell(stable, answer(method, arguments));
                }
            } finally {
                close();
            }
        }

        void close() {
            open.remove(this);
            if (closed.compareAndSet(false, true)) {
                lease.letGo();
            }
        }
    }

    /** How the candidate is called. */
    public interface CandidateCaller {

        /** Holds on to the generation of the call that the calling thread is in. */
        HeldLease hold();

        /**
         * Calls a body without going through its point, and counts the call.
         *
         * @throws Throwable what a hook threw
         */
        @Nullable
        Object callCandidate(Dispatch body, int method, @Nullable Object[] arguments) throws Throwable;
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
