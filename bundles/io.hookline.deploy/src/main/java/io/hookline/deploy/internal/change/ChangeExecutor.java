package io.hookline.deploy.internal.change;

import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.internal.receive.Cancellation;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Makes one change at a time. Each step of a change runs on a thread of its own, which is never interrupted: an
 * interrupt of the caller cancels the change, and the caller waits until the change is undone or done. Safe for use by
 * many threads.
 */
public final class ChangeExecutor {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration TELL_EVERY = Duration.ofSeconds(2);

    private final Semaphore turn = new Semaphore(1, true);
    private final Duration longestWait;
    private volatile String current = "";
    private volatile boolean shut;

    /** Lets a change wait for others for a minute at most. */
    public ChangeExecutor() {
        this(LONGEST_WAIT);
    }

    ChangeExecutor(Duration longestWait) {
        this.longestWait = longestWait;
    }

    /**
     * Makes a change in its turn.
     *
     * @param what the change in a few words, for those who wait
     * @throws DeployRefusedException what the change throws, or BUSY if the turn did not come
     * @throws InterruptedException if the caller is interrupted while it waits for its turn; later, an interrupt
     *     cancels the change if it still can be cancelled, and stays set
     */
    public <T> T run(String what, ProgressListener progress, Step<T> step)
            throws DeployRefusedException, InterruptedException {
        Turn taken = take(what, progress);
        try {
            return taken.run(new Cancellation(), step);
        } finally {
            taken.end();
        }
    }

    /**
     * Makes a change if no other is under way or prepared; does nothing otherwise.
     *
     * @throws DeployRefusedException what the change throws
     */
    public void runIfFree(String what, Step<?> step) throws DeployRefusedException, InterruptedException {
        if (!turn.tryAcquire()) {
            return;
        }
        Turn taken = taken(what);
        try {
            taken.run(new Cancellation(), step);
        } finally {
            taken.end();
        }
    }

    /**
     * Waits for the turn and takes it. The caller has to end it.
     *
     * @throws DeployRefusedException if it did not come
     */
    public Turn take(String what, ProgressListener progress) throws DeployRefusedException, InterruptedException {
        long deadline = System.nanoTime() + longestWait.toNanos();
        while (!turn.tryAcquire(Math.min(TELL_EVERY.toNanos(), longestWait.toNanos()), TimeUnit.NANOSECONDS)) {
            if (System.nanoTime() - deadline >= 0) {
                throw new DeployRefusedException(
                        DeployRefusal.BUSY, "another change has not ended: " + current + "; try again later");
            }
            progress.step("waiting for another change: " + current);
        }
        return taken(what);
    }

    private Turn taken(String what) throws DeployRefusedException {
        if (shut) {
            turn.release();
            throw new DeployRefusedException(DeployRefusal.BUSY, "the deployer is being stopped");
        }
        current = what;
        return new Turn(what);
    }

    /** Makes no more changes; waits for the one that is under way, and says whether it has ended. */
    public boolean shut(Duration wait) {
        shut = true;
        try {
            if (turn.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                turn.release();
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** The turn of one change, from its first step to its last. Safe for use by many threads. */
    public final class Turn {

        private final String what;
        private final AtomicBoolean ended = new AtomicBoolean();

        private Turn(String what) {
            this.what = what;
        }

        /** Runs a step of the change, and waits for it. */
        public <T> T run(Cancellation cancellation, Step<T> step) throws DeployRefusedException, InterruptedException {
            current = what;
            return runAlone(what, cancellation, step);
        }

        /** The change holds its turn and waits; says for what. */
        public void waitsFor(String event) {
            current = what + ", " + event;
        }

        /** Ends the turn; idempotent. */
        public void end() {
            if (ended.compareAndSet(false, true)) {
                current = "";
                turn.release();
            }
        }
    }

    private static <T> T runAlone(String what, Cancellation cancellation, Step<T> step)
            throws DeployRefusedException, InterruptedException {
        FutureTask<T> task = new FutureTask<>((Callable<T>) () -> step.run(cancellation));
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

    /** What a change does in one go. */
    @FunctionalInterface
    public interface Step<T> {

        /** Does it. */
        T run(Cancellation cancellation) throws DeployRefusedException, InterruptedException;
    }
}
