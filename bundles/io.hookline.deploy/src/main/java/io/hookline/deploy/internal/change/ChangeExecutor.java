package io.hookline.deploy.internal.change;

import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.ProgressListener;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one change be made at a time, each on a thread of its own, which nobody interrupts: whoever waits for it and is
 * interrupted cancels it, and waits until the change is undone or done. Safe for use by many threads.
 */
public final class ChangeExecutor {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration TELL_EVERY = Duration.ofSeconds(2);

    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile String current = "";
    private volatile boolean shut;

    /**
     * Makes a change in its turn.
     *
     * @param what for those who have to wait
     * @throws DeployRefusedException what the change throws, or that the turn did not come
     * @throws InterruptedException if the caller is interrupted while it waits for its turn; later, an interrupt cancels the change if
     *     it still can be, and stays set
     */
    public <T> T run(String what, ProgressListener progress, Code<T> code)
            throws DeployRefusedException, InterruptedException {
        awaitTurn(progress);
        try {
            if (shut) {
                throw new DeployRefusedException(DeployRefusal.BUSY, "the deployer is being stopped");
            }
            current = what;
            return runAlone(what, code);
        } finally {
            current = "";
            turn.unlock();
        }
    }

    /** Makes no more changes; waits for the one that is under way, and says whether it has ended. */
    boolean shut(Duration wait) {
        shut = true;
        try {
            if (turn.tryLock(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                turn.unlock();
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void awaitTurn(ProgressListener progress) throws DeployRefusedException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (!turn.tryLock(TELL_EVERY.toNanos(), TimeUnit.NANOSECONDS)) {
            if (System.nanoTime() - deadline > 0) {
                throw new DeployRefusedException(
                        DeployRefusal.BUSY, "another change does not end: " + current + "; try again later");
            }
            progress.step("waiting for another change: " + current);
        }
    }

    private static <T> T runAlone(String what, Code<T> code) throws DeployRefusedException, InterruptedException {
        Cancellation cancellation = new Cancellation();
        FutureTask<T> task = new FutureTask<>((Callable<T>) () -> code.run(cancellation));
        Thread thread = new Thread(task, "hookline-change " + what);
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    cancellation.cancel();
                }
            }
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static DeployRefusedException failure(@Nullable Throwable cause) throws InterruptedException {
        if (cause instanceof DeployRefusedException refused) {
            return refused;
        }
        if (cause instanceof InterruptedException) {
            throw new InterruptedException();
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw cause instanceof RuntimeException failed ? failed : new IllegalStateException(cause);
    }

    /** What a change does. */
    @FunctionalInterface
    public interface Code<T> {

        /** Does it. */
        T run(Cancellation cancellation) throws DeployRefusedException, InterruptedException;
    }
}
