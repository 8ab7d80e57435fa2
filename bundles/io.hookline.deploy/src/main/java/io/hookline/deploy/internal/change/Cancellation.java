package io.hookline.deploy.internal.change;

import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Whether a change may still be given up: until it is sealed, just ahead of being published. Safe for use by many threads. */
public final class Cancellation {

    private enum State {
        OPEN,
        CANCELLED,
        SEALED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final List<Runnable> ends = new CopyOnWriteArrayList<>();

    /** Gives the change up; false if it is too late. */
    public boolean cancel() {
        if (state.compareAndSet(State.OPEN, State.CANCELLED)) {
            cancelled.countDown();
            ends.forEach(Runnable::run);
        }
        return state.get() == State.CANCELLED;
    }

    /** Has something run when the change is given up; at once if it was, and perhaps twice. It is short and does not throw. */
    void whenCancelled(Runnable end) {
        ends.add(end);
        if (isCancelled()) {
            end.run();
        }
    }

    /** Whether the change was given up. */
    public boolean isCancelled() {
        return state.get() == State.CANCELLED;
    }

    /**
     * Goes on, if the change was not given up.
     *
     * @throws DeployRefusedException if it was
     */
    public void check() throws DeployRefusedException {
        if (isCancelled()) {
            throw refusal();
        }
    }

    /**
     * Waits for a while, or until the change is given up.
     *
     * @throws DeployRefusedException if it is
     */
    void pause(Duration duration) throws DeployRefusedException, InterruptedException {
        if (cancelled.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
            throw refusal();
        }
    }

    /**
     * From now on the change cannot be given up any more.
     *
     * @throws DeployRefusedException if it was before
     */
    void seal() throws DeployRefusedException {
        if (!state.compareAndSet(State.OPEN, State.SEALED)) {
            throw refusal();
        }
    }

    private static DeployRefusedException refusal() {
        return new DeployRefusedException(
                DeployRefusal.CANCELLED, "the change was cancelled before it was published; nothing has changed");
    }
}
