package io.hookline.deploy.internal.receive;

import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether a change may still be cancelled: until it is sealed, just before it is published. Safe for use by many
 * threads.
 */
public final class Cancellation {

    private enum State {
        OPEN,
        CANCELLED,
        SEALED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final List<Runnable> ends = new CopyOnWriteArrayList<>();

    /** Cancels the change; false if it is too late. */
    public boolean cancel() {
        if (state.compareAndSet(State.OPEN, State.CANCELLED)) {
            cancelled.countDown();
            ends.forEach(Runnable::run);
        }
        return state.get() == State.CANCELLED;
    }

    /**
     * Runs an action when the change is cancelled, at once if it was; perhaps twice. The action is short and does not
     * throw.
     */
    public void whenCancelled(Runnable end) {
        ends.add(end);
        if (isCancelled()) {
            end.run();
        }
    }

    /** Whether the change was cancelled. */
    public boolean isCancelled() {
        return state.get() == State.CANCELLED;
    }

    /**
     * Goes on, unless the change was cancelled.
     *
     * @throws DeployRefusedException if it was
     */
    public void check() throws DeployRefusedException {
        if (isCancelled()) {
            throw refusal();
        }
    }

    /**
     * Waits for a while, or until the change is cancelled.
     *
     * @throws DeployRefusedException if it is
     */
    public void pause(Duration duration) throws DeployRefusedException, InterruptedException {
        if (cancelled.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
            throw refusal();
        }
    }

    /**
     * From now on the change cannot be cancelled.
     *
     * @throws DeployRefusedException if it was before
     */
    public void seal() throws DeployRefusedException {
        if (!state.compareAndSet(State.OPEN, State.SEALED)) {
            throw refusal();
        }
    }

    private static DeployRefusedException refusal() {
        return new DeployRefusedException(
                DeployRefusal.CANCELLED, "the change was cancelled before it was published; nothing has changed");
    }
}
