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
import io.hookline.deploy.internal.change.Change;
import io.hookline.deploy.internal.change.ChangeExecutor;
import io.hookline.deploy.internal.change.ChangeRunner;
import io.hookline.deploy.internal.change.Uninstaller;
import io.hookline.deploy.internal.release.GenerationPublisher;
import io.hookline.deploy.internal.release.Release;
import io.hookline.deploy.internal.release.Releases;
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

    private final GenerationPublisher publisher;
    private final ChangeExecutor executor;
    private final Quarantine quarantine;
    private final RuntimeEvents events;
    private final CanaryList canaries = new CanaryList();
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
        return canaries.running().stream()
                .filter(canary -> !canary.isWithdrawn())
                .map(Canary::route)
                .toList();
    }

    /** The canaries that run or are about to end, and the latest that have ended. */
    public List<CanaryStatus> status() {
        return canaries.status();
    }

    /** The canary of a plugin, if one runs. */
    public Optional<Canary> find(String name) {
        return canaries.find(name);
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
        List<String> names = canaries.running().stream().map(Canary::name).toList();
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    /** Begins a canary: from now on it takes its share of the calls. Called within a change; returns the generation. */
    public long begin(Canary canary) {
        canary.candidate().become(ReleaseState.CANARY, "");
        canaries.add(canary);
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
        List<Canary> now = canaries.running();
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
                        cancellation -> promote(canary, cause, JUDGE, "", runner, ProgressListener.NONE));
                judged(canary, "promoted", decision.reason());
            }
            case ROLL_BACK -> rollBack(canary, decision.reason(), runner);
        }
    }

    /**
     * Tells listeners what an operator has decided on a canary.
     *
     * @param reason why, in their words; empty if they gave none
     */
    public void decidedByHand(Canary canary, Actor actor, String verdict, String reason) {
        tell(canary, verdict, new Cause(actor, Change.withReason("by hand", reason)));
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
        Cause cause = new Cause(JUDGE, reason);
        if (!canary.isWithdrawn()) {
            LOG.warn("canary of {} is rolled back: {}", canary.name(), reason);
            // At once, even while another change is under way; the candidate is removed in its turn.
            canary.withdraw();
            publishRoutes(cause);
            canary.rolledBack(reason);
            judged(canary, "rolled back", reason);
            quarantine.add(canary.candidate().artifact(), new Cause(JUDGE, "failed as a canary: " + reason));
        }
        withdraw(canary, cause, ReleaseState.QUARANTINED, runner);
    }

    /**
     * Lets a candidate replace the stable release. Called within a change.
     *
     * @param reason why, in the words of the actor; empty if they gave none
     * @throws DeployRefusedException if the canary has ended meanwhile, or the desired set cannot be written; the
     *     canary is ended then
     */
    public DeployResult promote(
            Canary canary, String cause, Actor actor, String reason, ChangeRunner runner, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        if (canary.isWithdrawn() || !canaries.beginEnd(canary)) {
            throw endedMeanwhile(canary);
        }
        try {
            return runner.promote(
                    cause, actor, reason, canary.waivers(), canary.candidate(), canary.stable(), progress);
        } catch (DeployRefusedException e) {
            remove(canary, new Cause(actor, "could not take over: " + e.getMessage()), runner, progress);
            throw e;
        } finally {
            canaries.settle(canary);
        }
    }

    /** Ends a canary and removes its candidate, in its turn; does nothing if it has ended meanwhile. */
    private void withdraw(Canary canary, Cause cause, ReleaseState state, ChangeRunner runner)
            throws DeployRefusedException, InterruptedException {
        executor.run("end of the canary of " + canary.name(), ProgressListener.NONE, cancellation -> {
            if (canaries.isRunning(canary)) {
                end(canary, cause, state, runner, ProgressListener.NONE);
            }
            return true;
        });
    }

    /**
     * Ends a canary and removes its candidate. Called within a change.
     *
     * @param state the state of the candidate from then on
     * @throws DeployRefusedException if the canary has ended meanwhile
     */
    public DeployResult end(
            Canary canary, Cause cause, ReleaseState state, ChangeRunner runner, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        if (!canaries.beginEnd(canary)) {
            throw endedMeanwhile(canary);
        }
        try {
            DeployResult result = remove(canary, cause, runner, progress);
            canary.candidate().become(state, cause.reason());
            return result;
        } finally {
            canaries.settle(canary);
        }
    }

    private static DeployRefusedException endedMeanwhile(Canary canary) {
        return new DeployRefusedException(
                DeployRefusal.UNKNOWN, "the canary of " + canary.name() + " has ended meanwhile");
    }

    /** Publishes a generation without the candidate, whose canary is about to end, and removes it. */
    private DeployResult remove(Canary canary, Cause cause, ChangeRunner runner, ProgressListener progress)
            throws InterruptedException {
        long generation = publishRoutes(cause);
        canary.rolledBack(cause.reason());
        Uninstaller.Removal removal = runner.withdraw(canary.candidate(), generation, cause, progress);
        canary.undo();
        return new DeployResult(
                0,
                generation,
                List.of(),
                Releases.labels(List.of(canary.candidate())),
                removal.drainMillis(),
                removal.callsLeft(),
                removal.notes());
    }

    /**
     * Begins to end the canaries of some releases at once, because the releases are about to be stopped; neither
     * quarantines nor removes anything.
     *
     * @return those canaries; no new call reaches their candidates once routes are published, and {@link #abandoned}
     *     has to be called then
     */
    public List<Canary> abandon(List<Release> stopping) {
        List<Canary> abandoned = new ArrayList<>();
        for (Canary canary : canaries.running()) {
            boolean concerned = stopping.contains(canary.candidate()) || stopping.contains(canary.stable());
            if (concerned && canaries.beginEnd(canary)) {
                canary.withdraw();
                abandoned.add(canary);
            }
        }
        return abandoned;
    }

    /** Abandoned canaries have ended: a generation without their routes is published. */
    public void abandoned(List<Canary> some, String reason) {
        for (Canary canary : some) {
            canary.rolledBack(reason);
            canaries.settle(canary);
        }
    }

    /** Withdraws all canaries; their candidates stay installed. */
    public void close() {
        canaries.running().forEach(Canary::withdraw);
        publishRoutes(Cause.ofRuntime("the deployer stops"));
    }
}
