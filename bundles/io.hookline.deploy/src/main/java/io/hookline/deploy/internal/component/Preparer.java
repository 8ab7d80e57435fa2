package io.hookline.deploy.internal.component;

import io.hookline.deploy.CanaryOptions;
import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.ChangeRequest;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.Plan;
import io.hookline.deploy.Prepared;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.internal.canary.Canary;
import io.hookline.deploy.internal.canary.CanaryController;
import io.hookline.deploy.internal.change.ChangeExecutor;
import io.hookline.deploy.internal.change.ChangeRequests;
import io.hookline.deploy.internal.change.ChangeRunner;
import io.hookline.deploy.internal.change.PreparedChange;
import io.hookline.deploy.internal.change.SafeProgress;
import io.hookline.deploy.internal.change.StagedChange;
import io.hookline.deploy.internal.receive.Cancellation;
import io.hookline.deploy.internal.release.Releases;
import io.hookline.deploy.internal.store.Quarantine;
import io.hookline.engine.release.ReleaseControl;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Prepares changes of every kind, and undoes those that are not committed in time. Safe for use by many threads. */
final class Preparer implements AutoCloseable {

    private final ReleaseControl control;
    private final ChangeExecutor executor;
    private final ChangeRequests requests;
    private final ChangeRunner runner;
    private final CanaryController canaries;
    private final CanaryWork endings;
    private final Duration timeout;
    private final Clock clock;
    private final Object lock = new Object();
    /** Guarded by the lock, as is the next field. */
    private @Nullable Open current;

    private boolean closed;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "hookline-prepared");
        thread.setDaemon(true);
        return thread;
    });

    /** Undoes a change that is not committed within the timeout. */
    Preparer(
            ReleaseControl control,
            ChangeExecutor executor,
            ChangeRequests requests,
            ChangeRunner runner,
            CanaryController canaries,
            Quarantine quarantine,
            Duration timeout,
            Clock clock) {
        this.control = control;
        this.executor = executor;
        this.requests = requests;
        this.runner = runner;
        this.canaries = canaries;
        this.endings = new CanaryWork(control, requests, runner, canaries, quarantine);
        this.timeout = timeout;
        this.clock = clock;
        timer.setRemoveOnCancelPolicy(true);
    }

    /** What a change would do; changes nothing. Called within a turn. */
    Plan plan(ChangeRequest request, Cancellation cancellation) throws DeployRefusedException, InterruptedException {
        PreparedChange.Work ending = endings.of(request);
        return ending != null
                ? ending.plan()
                : runner.plan(requests.change(request, cancellation, ProgressListener.NONE));
    }

    /** Prepares a change, which holds its turn from now on. */
    Prepared prepare(ChangeRequest request, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        return prepareWork(request, SafeProgress.of(progress), new AtomicReference<>());
    }

    /** Begins a canary. */
    CanaryStatus beginCanary(ChangeRequest request, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        AtomicReference<@Nullable Canary> begun = new AtomicReference<>();
        try (Prepared prepared = prepareWork(request, SafeProgress.of(progress), begun)) {
            prepared.commit(progress);
        }
        Canary canary = begun.get();
        if (canary == null) {
            throw new IllegalStateException("the canary was committed and has not begun");
        }
        return canary.status();
    }

    private Prepared prepareWork(
            ChangeRequest request, ProgressListener progress, AtomicReference<@Nullable Canary> begun)
            throws DeployRefusedException, InterruptedException {
        String what = request.label();
        ChangeExecutor.Turn turn = executor.take(what, progress);
        PreparedChange prepared = null;
        try {
            Cancellation cancellation = new Cancellation();
            PreparedChange.Work work = turn.run(cancellation, running -> work(request, running, progress, begun));
            prepared = new PreparedChange(
                    what, turn, cancellation, work, clock.instant().plus(timeout), this::ended);
            if (!open(prepared)) {
                prepared.abort();
                throw new DeployRefusedException(DeployRefusal.BUSY, "the deployer is being stopped");
            }
            return prepared;
        } finally {
            if (prepared == null) {
                turn.end();
            }
        }
    }

    private PreparedChange.Work work(
            ChangeRequest request,
            Cancellation cancellation,
            ProgressListener progress,
            AtomicReference<@Nullable Canary> begun)
            throws DeployRefusedException, InterruptedException {
        PreparedChange.Work ending = endings.of(request);
        if (ending != null) {
            return ending;
        }
        StagedChange staged = runner.prepare(requests.change(request, cancellation, progress), cancellation, progress);
        CanaryOptions canary = request.canary();
        return canary == null ? new Ordinary(staged) : new CanaryBegin(staged, canary, begun);
    }

    /** Lets a change expire if it is not committed in time; false if this is closed, so that it must not stay. */
    private boolean open(PreparedChange change) {
        synchronized (lock) {
            if (!closed) {
                current = new Open(change, timer.schedule(change::expire, timeout.toNanos(), TimeUnit.NANOSECONDS));
            }
            return !closed;
        }
    }

    /** Aborts the change that is prepared, if one is; one that is still being prepared does not stay. */
    @Override
    public void close() {
        Open open;
        synchronized (lock) {
            closed = true;
            open = current;
        }
        if (open != null) {
            open.change().abort();
        }
        timer.shutdownNow();
    }

    /** One change is open at a time: it holds the turn. What has ended is forgotten, with all that it refers to. */
    private void ended() {
        synchronized (lock) {
            if (current != null) {
                current.expiry().cancel(false);
                current = null;
            }
        }
    }

    private record Open(PreparedChange change, ScheduledFuture<?> expiry) {}

    /** A change of the desired set. */
    private final class Ordinary implements PreparedChange.Work {

        private final StagedChange staged;

        Ordinary(StagedChange staged) {
            this.staged = staged;
        }

        @Override
        public Plan plan() {
            return staged.plan();
        }

        @Override
        public DeployResult commit(Cancellation cancellation, ProgressListener progress)
                throws DeployRefusedException, InterruptedException {
            return runner.commit(staged, cancellation, progress).withHooks(BroughtHooks.of(staged.arriving(), control));
        }

        @Override
        public void undo(String reason) throws InterruptedException {
            runner.undo(staged, reason, ProgressListener.NONE);
        }
    }

    /** A candidate that is to take some of the calls. */
    private final class CanaryBegin implements PreparedChange.Work {

        private final StagedChange staged;
        private final CanaryOptions options;
        private final AtomicReference<@Nullable Canary> begun;

        CanaryBegin(StagedChange staged, CanaryOptions options, AtomicReference<@Nullable Canary> begun) {
            this.staged = staged;
            this.options = options;
            this.begun = begun;
        }

        @Override
        public Plan plan() {
            return staged.plan();
        }

        @Override
        public DeployResult commit(Cancellation cancellation, ProgressListener progress)
                throws DeployRefusedException, InterruptedException {
            boolean begins = false;
            try {
                cancellation.seal();
                Canary canary = new Canary(
                        control,
                        options,
                        staged.arriving().get(0),
                        staged.leaving().get(0),
                        staged.waivers(),
                        clock.instant(),
                        System::nanoTime,
                        staged::undoConfigurations);
                long generation = canaries.begin(canary);
                begins = true;
                begun.set(canary);
                return new DeployResult(
                        0, generation, Releases.labels(staged.arriving()), List.of(), 0, 0, staged.notes());
            } finally {
                if (!begins) {
                    runner.undo(staged, "it could not begin as a canary", progress);
                }
            }
        }

        @Override
        public void undo(String reason) throws InterruptedException {
            runner.undo(staged, reason, ProgressListener.NONE);
        }
    }
}
