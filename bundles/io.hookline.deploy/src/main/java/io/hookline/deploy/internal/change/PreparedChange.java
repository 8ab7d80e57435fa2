package io.hookline.deploy.internal.change;

import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.Plan;
import io.hookline.deploy.Prepared;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.internal.receive.Cancellation;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A change that is prepared, and holds its turn until it is committed, aborted or expires. Safe for use by many
 * threads: whichever of the three comes first decides.
 */
public final class PreparedChange implements Prepared {

    private static final Logger LOG = LoggerFactory.getLogger(PreparedChange.class);

    private enum State {
        OPEN("is open"),
        COMMITTING("is being committed"),
        CANCELLED("was cancelled before it was published and is undone: prepare it again"),
        FAILED("has failed in its commit and is undone: prepare it again"),
        COMMITTED("was committed before"),
        ABORTED("was aborted"),
        EXPIRED("has expired and is undone: prepare it again");

        private final String words;

        State(String words) {
            this.words = words;
        }
    }

    private final String what;
    private final ChangeExecutor.Turn turn;
    private final Cancellation cancellation;
    private final Work work;
    private final Instant expiresAt;
    private final Runnable onEnd;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

    /**
     * Holds the turn.
     *
     * @param what the change in a few words
     * @param cancellation of the change, which is still open
     * @param work what is prepared
     * @param onEnd run once when it is committed or undone
     */
    public PreparedChange(
            String what,
            ChangeExecutor.Turn turn,
            Cancellation cancellation,
            Work work,
            Instant expiresAt,
            Runnable onEnd) {
        this.what = what;
        this.turn = turn;
        this.cancellation = cancellation;
        this.work = work;
        this.expiresAt = expiresAt;
        this.onEnd = onEnd;
        turn.waitsFor("which is prepared and waits for its commit until " + expiresAt);
    }

    @Override
    public Plan plan() {
        return work.plan();
    }

    @Override
    public Instant expiresAt() {
        return expiresAt;
    }

    @Override
    public DeployResult commit(ProgressListener progress) throws DeployRefusedException, InterruptedException {
        if (!state.compareAndSet(State.OPEN, State.COMMITTING)) {
            State ended = Objects.requireNonNull(state.get(), "never null");
            throw new DeployRefusedException(
                    ended == State.EXPIRED ? DeployRefusal.EXPIRED : DeployRefusal.UNKNOWN, what + " " + ended.words);
        }
        State outcome = State.FAILED;
        try {
            DeployResult result = turn.run(cancellation, running -> work.commit(running, SafeProgress.of(progress)));
            outcome = State.COMMITTED;
            return result;
        } catch (DeployRefusedException e) {
            outcome = e.refusal() == DeployRefusal.CANCELLED ? State.CANCELLED : State.FAILED;
            throw e;
        } finally {
            state.set(outcome);
            turn.end();
            onEnd.run();
        }
    }

    @Override
    public void abort() {
        if (state.compareAndSet(State.OPEN, State.ABORTED)) {
            undo("it was aborted before it was committed");
        }
    }

    @Override
    public void close() {
        abort();
    }

    /** Undoes it, unless it is committed or aborted: its time is over. */
    public void expire() {
        if (state.compareAndSet(State.OPEN, State.EXPIRED)) {
            LOG.warn("{} was prepared and not committed until {}: it is undone", what, expiresAt);
            undo("it was prepared and not committed in time");
        }
    }

    private void undo(String reason) {
        cancellation.cancel();
        try {
            turn.run(new Cancellation(), unused -> {
                work.undo(reason);
                return reason;
            });
        } catch (DeployRefusedException | RuntimeException e) {
            LOG.error("{} could not be undone completely", what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            turn.end();
            onEnd.run();
        }
    }

    /** What is prepared. Its methods run on the change's thread; either commit or undo is called, once. */
    public interface Work {

        /** What the change does. */
        Plan plan();

        /** Makes the change; undoes it if that fails before it is published. */
        DeployResult commit(Cancellation cancellation, ProgressListener progress)
                throws DeployRefusedException, InterruptedException;

        /** Undoes the change. */
        void undo(String reason) throws DeployRefusedException, InterruptedException;
    }
}
