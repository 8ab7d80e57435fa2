package io.hookline.engine.internal.guard;

import io.hookline.engine.internal.runner.RunnerRegistry;
import io.hookline.engine.runner.AttachException;
import io.hookline.engine.runner.HookRunner;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets runners attach hooks and close attachments, for a bounded time. A runner that hangs holds the one thread that it
 * hangs on: until it comes back it is asked nothing more, and the hooks that want it are refused. The engine's own
 * runners are called directly. Safe for use by many threads.
 */
final class RunnerCalls {

    private static final Logger LOG = LoggerFactory.getLogger("io.hookline.guard");
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ExecutorService threads;
    /** Runners that hang, and since when, by the nano clock. */
    private final Map<HookRunner, Long> hanging = new ConcurrentHashMap<>();

    private volatile Duration limit = LIMIT;

    /** Calls runners on these threads. */
    RunnerCalls(ExecutorService threads) {
        this.threads = threads;
    }

    void setLimit(Duration changed) {
        limit = changed;
    }

    /**
     * Attaches a hook.
     *
     * @param attempt calls the runner
     * @param late gets what a runner that hung brings after all, on the thread of the runner
     * @param after run when a runner that hung has come back, whether it brought something or not
     * @throws AttachException if the runner does not attach it, or hangs
     */
    Attached attach(HookRunner runner, Callable<Attached> attempt, Consumer<Attached> late, Runnable after)
            throws AttachException {
        Long since = hanging.get(runner);
        if (since != null) {
            throw new AttachException("it has been attaching another hook for "
                    + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since)
                    + " s and is asked again once it comes back");
        }
        if (RunnerRegistry.isBuiltIn(runner) || threads.isShutdown()) {
            return here(attempt);
        }
        CompletableFuture<Attached> attached = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                attached.complete(attempt.call());
            } catch (Throwable e) {
                attached.completeExceptionally(e);
            }
        });
        Duration wait = limit;
        try {
            return attached.get(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw failure(cause == null ? e : cause);
        } catch (TimeoutException e) {
            giveUp(runner, attached, late, after);
            throw new AttachException("it has not come back within " + wait.toMillis()
                    + " ms. The hook is attached when it does; if it never does, restart the bundle of the runner");
        } catch (InterruptedException e) {
            giveUp(runner, attached, late, after);
            Thread.currentThread().interrupt();
            throw new AttachException("the thread that waited for it was interrupted");
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What fails is told to the one who takes it.
    private void giveUp(
            HookRunner runner, CompletableFuture<Attached> attached, Consumer<Attached> late, Runnable after) {
        hanging.put(runner, System.nanoTime());
        // Runs at once if it has come back in this very moment.
        attached.whenComplete((brought, failure) -> {
            hanging.remove(runner);
            if (brought != null) {
                late.accept(brought);
            }
            after.run();
        });
    }

    private static Attached here(Callable<Attached> attempt) throws AttachException {
        try {
            return attempt.call();
        } catch (Exception e) {
            throw failure(e);
        }
    }

    private static AttachException failure(Throwable failure) {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof AttachException known ? known : new AttachException(String.valueOf(failure));
    }

    /** Closes an attachment; a runner that hangs in it is left behind with its thread. */
    void close(HookRunner runner, String hook, Runnable close) {
        if (RunnerRegistry.isBuiltIn(runner) || threads.isShutdown()) {
            close.run();
            return;
        }
        CompletableFuture<Void> closed = CompletableFuture.runAsync(close, threads);
        Duration wait = limit;
        try {
            closed.get(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            LOG.error(
                    "runner '{}' has not closed its attachment of {} within {} ms: it keeps the thread that it hangs on",
                    runner.name(),
                    hook,
                    wait.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
