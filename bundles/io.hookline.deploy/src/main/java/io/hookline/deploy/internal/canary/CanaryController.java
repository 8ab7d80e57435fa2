package io.hookline.deploy.internal.canary;

import io.hookline.api.runtime.Actor;
import io.hookline.api.runtime.Cause;
import io.hookline.api.runtime.RuntimeEvent.CanaryJudged;
import io.hookline.api.runtime.RuntimeEvents;
import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.internal.change.ChangeExecutor;
import io.hookline.deploy.internal.change.ChangeRunner;
import io.hookline.deploy.internal.release.GenerationPublisher;
import io.hookline.deploy.internal.release.Release;
import io.hookline.deploy.internal.store.Quarantine;
import io.hookline.engine.release.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the canaries: evaluates them, and applies the decisions, which are the next weight, a promotion, or a rollback.
 * Its changes wait their turn with all other changes. Safe for use by many threads.
 */
public final class CanaryController {

    private static final Logger LOG = LoggerFactory.getLogger(CanaryController.class);
    private static final Actor JUDGE = Actor.of(Actor.Kind.CANARY);
    private static final int KEPT_ENDED = 10;

    private final GenerationPublisher publisher;
    private final ChangeExecutor executor;
    private final Quarantine quarantine;
    private final RuntimeEvents events;
    /** Guarded by itself, as is the list below. */
    private final List<Canary> open = new ArrayList<>();

    private final List<CanaryStatus> ended = new ArrayList<>();
    /** Decisions that could not be applied yet. Used by the polling thread only. */
    private final Map<Canary, RampDecision> pending = new HashMap<>();

    /** Runs no canary yet. */
    public CanaryController(
            GenerationPublisher publisher, ChangeExecutor executor, Quarantine quarantine, RuntimeEvents events) {
        this.publisher = publisher;
        this.executor = executor;
        this.quarantine = quarantine;
        this.events = events;
    }

    /** The routes of the calls that canaries take now. */
    public List<Route> routes() {
        synchronized (open) {
            return open.stream()
                    .filter(canary -> !canary.isWithdrawn())
                    .map(Canary::route)
                    .toList();
        }
    }

    /** The canaries that run, and the latest that have ended. */
    public List<CanaryStatus> status() {
        synchronized (open) {
            List<CanaryStatus> all = new ArrayList<>(ended);
            open.forEach(canary -> all.add(canary.status()));
            return all;
        }
    }

    /** The canary of a plugin, if one runs. */
    public Optional<Canary> find(String name) {
        synchronized (open) {
            return open.stream().filter(canary -> canary.name().equals(name)).findFirst();
        }
    }

    /** Whether a canary of a plugin runs. */
    public boolean isRunning(String name) {
        return find(name).isPresent();
    }

    /**
     * The canary of a plugin.
     *
     * @throws DeployRefusedException if none runs
     */
    public Canary get(String name) throws DeployRefusedException {
        return find(name)
                .orElseThrow(() -> new DeployRefusedException(
                        DeployRefusal.UNKNOWN, "there is no canary of " + name + "; those that run: " + names()));
    }

    private String names() {
        synchronized (open) {
            return open.isEmpty()
                    ? "none"
                    : String.join(", ", open.stream().map(Canary::name).toList());
        }
    }

    /** Begins a canary: from now on it takes its share of the calls. Called within a change; returns the generation. */
    public long begin(Canary canary) {
        canary.candidate().become(ReleaseState.CANARY, "");
        synchronized (open) {
            open.add(canary);
        }
        long generation = publishRoutes(new Cause(
                canary.candidate().cause().actor(),
                "canary of " + canary.candidate().artifact().label() + " begins"));
        LOG.info(
                "canary of {} beside {} begins: {}",
                canary.candidate().artifact().label(),
                canary.stable().artifact().version(),
                canary.status().takes());
        return generation;
    }

    private long publishRoutes(Cause cause) {
        return publisher.publish(List.of(), List.of(), cause);
    }

    /** Evaluates all canaries once, and applies the decisions. What takes long is done in the changes' own threads. */
    public void poll(ChangeRunner runner) throws InterruptedException {
        List<Canary> now;
        synchronized (open) {
            now = List.copyOf(open);
        }
        for (Canary canary : now) {
            RampDecision decision = pending.get(canary);
            try {
                if (decision == null) {
                    decision = canary.evaluate();
                }
                pending.put(canary, decision);
                apply(canary, decision, runner);
                pending.remove(canary);
            } catch (DeployRefusedException e) {
                LOG.error("canary of {}, to be tried again: {}", canary.name(), e.getMessage());
            } catch (RuntimeException | LinkageError e) {
                pending.remove(canary);
                LOG.error("canary of {} could not be evaluated", canary.name(), e);
            }
        }
        pending.keySet().retainAll(now);
    }

    private void apply(Canary canary, RampDecision decision, ChangeRunner runner)
            throws DeployRefusedException, InterruptedException {
        switch (decision.action()) {
            case STAY -> {}
            case PAUSE -> {
                LOG.warn("canary of {} pauses: {}", canary.name(), decision.reason());
                judged(canary, "paused", decision.reason());
            }
            case NEXT_STEP -> {
                LOG.info(
                        "canary of {} goes on to {} %: {}", canary.name(), decision.weightPercent(), decision.reason());
                executor.run(
                        "canary of " + canary.name(),
                        ProgressListener.NONE,
                        cancellation -> publishRoutes(new Cause(JUDGE, decision.reason())));
                judged(canary, "continued at " + decision.weightPercent() + " %", decision.reason());
            }
            case PROMOTE -> {
                LOG.info("canary of {} is promoted: {}", canary.name(), decision.reason());
                String cause = "canary promoted: " + decision.reason();
                executor.run(
                        "promotion of " + canary.name(),
                        ProgressListener.NONE,
                        cancellation -> promote(canary, cause, JUDGE, runner, ProgressListener.NONE));
                judged(canary, "promoted", decision.reason());
            }
            case ROLL_BACK -> rollBack(canary, decision.reason(), runner);
        }
    }

    /** Tells listeners what an operator has decided on a canary. */
    public void decidedByHand(Canary canary, Actor actor, String verdict) {
        tell(canary, verdict, new Cause(actor, "by hand"));
    }

    private void judged(Canary canary, String verdict, String reason) {
        tell(canary, verdict, new Cause(JUDGE, reason));
    }

    private void tell(Canary canary, String verdict, Cause cause) {
        events.publish(new CanaryJudged(
                Instant.now(),
                cause,
                canary.name(),
                canary.candidate().artifact().version(),
                verdict));
    }

    private void rollBack(Canary canary, String reason, ChangeRunner runner)
            throws DeployRefusedException, InterruptedException {
        if (!canary.isWithdrawn()) {
            LOG.warn("canary of {} is rolled back: {}", canary.name(), reason);
            // At once, even while another change is under way; the candidate is removed in its turn.
            canary.withdraw();
            publishRoutes(new Cause(JUDGE, reason));
            judged(canary, "rolled back", reason);
            quarantine.add(canary.candidate().artifact(), "failed as a canary: " + reason);
        }
        withdraw(canary, new Cause(JUDGE, reason), ReleaseState.QUARANTINED, runner, ProgressListener.NONE);
    }

    /**
     * Lets a candidate replace the stable release. Called within a change.
     *
     * @throws DeployRefusedException if the canary has ended meanwhile, or the desired set cannot be written; the
     *     canary is ended then
     */
    public DeployResult promote(
            Canary canary, String cause, Actor actor, ChangeRunner runner, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        if (canary.isWithdrawn() || !close(canary)) {
            throw new DeployRefusedException(
                    DeployRefusal.UNKNOWN, "the canary of " + canary.name() + " has ended meanwhile");
        }
        try {
            canary.promoted();
            return runner.promote(cause, actor, canary.waivers(), canary.candidate(), canary.stable(), progress);
        } catch (DeployRefusedException e) {
            canary.failedToPromote(String.valueOf(e.getMessage()));
            runner.withdraw(canary.candidate(), new Cause(actor, String.valueOf(e.getMessage())), progress);
            throw e;
        } finally {
            noteEnd(canary);
        }
    }

    /** Ends a canary and removes its candidate, in its turn. */
    public void withdraw(Canary canary, Cause cause, ReleaseState state, ChangeRunner runner, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        executor.run("end of the canary of " + canary.name(), progress, cancellation -> {
            if (close(canary)) {
                canary.rolledBack(cause.reason());
                List<String> notes = runner.withdraw(canary.candidate(), cause, progress);
                canary.candidate().become(state, cause.reason());
                noteEnd(canary);
                return notes;
            }
            return List.<String>of();
        });
    }

    /**
     * Ends the canaries of some releases at once, because the releases are about to be stopped; neither quarantines nor
     * removes anything.
     *
     * @return the candidates, which no new call reaches once routes are published
     */
    public List<Release> abandon(List<Release> stopping, String reason) {
        List<Release> candidates = new ArrayList<>();
        List<Canary> now;
        synchronized (open) {
            now = List.copyOf(open);
        }
        for (Canary canary : now) {
            boolean concerned = stopping.contains(canary.candidate()) || stopping.contains(canary.stable());
            if (concerned && close(canary)) {
                canary.withdraw();
                canary.rolledBack(reason);
                noteEnd(canary);
                candidates.add(canary.candidate());
            }
        }
        return candidates;
    }

    private void noteEnd(Canary canary) {
        synchronized (open) {
            ended.add(canary.status());
            if (ended.size() > KEPT_ENDED) {
                ended.remove(0);
            }
        }
    }

    /** Withdraws all canaries; their candidates stay installed. */
    public void close() {
        synchronized (open) {
            open.forEach(Canary::withdraw);
        }
        publishRoutes(Cause.ofRuntime("the deployer stops"));
    }

    /** Ends a canary: no new call takes its route once the routes are published. False if it has ended before. */
    private boolean close(Canary canary) {
        synchronized (open) {
            return open.remove(canary);
        }
    }
}
