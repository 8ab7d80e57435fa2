package io.hookline.deploy.internal.change;

import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.internal.canary.RampDecision;
import io.hookline.deploy.internal.store.Quarantine;
import io.hookline.engine.release.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The canaries that run, and what their polls lead to: the next weight, a promotion, or the way back. Changes of them are made in
 * turn with all other changes. Safe for use by many threads.
 */
final class CanaryController {

    private static final Logger LOG = LoggerFactory.getLogger(CanaryController.class);
    private static final int KEPT_ENDED = 10;

    private final GenerationPublisher publisher;
    private final ChangeExecutor executor;
    private final Quarantine quarantine;
    /** Guarded by itself, as is the list below. */
    private final List<Canary> open = new ArrayList<>();

    private final List<CanaryStatus> ended = new ArrayList<>();
    /** What a look decided and could not be done yet. Used by the looking thread only. */
    private final Map<Canary, RampDecision> pending = new HashMap<>();

    CanaryController(GenerationPublisher publisher, ChangeExecutor executor, Quarantine quarantine) {
        this.publisher = publisher;
        this.executor = executor;
        this.quarantine = quarantine;
    }

    /** The ways of the calls that canaries take now. */
    List<Route> routes() {
        synchronized (open) {
            return open.stream()
                    .filter(canary -> !canary.isWithdrawn())
                    .map(Canary::route)
                    .toList();
        }
    }

    List<CanaryStatus> status() {
        synchronized (open) {
            List<CanaryStatus> all = new ArrayList<>(ended);
            open.forEach(canary -> all.add(canary.status()));
            return all;
        }
    }

    Optional<Canary> find(String name) {
        synchronized (open) {
            return open.stream().filter(canary -> canary.name().equals(name)).findFirst();
        }
    }

    /** The canary of a plugin. */
    Canary get(String name) throws DeployRefusedException {
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

    /** Begins: from now on its share of the calls takes its way. Called within a change. */
    void begin(Canary canary) {
        canary.candidate().become(ReleaseState.CANARY, "");
        synchronized (open) {
            open.add(canary);
        }
        publishRoutes();
        LOG.info(
                "canary of {} beside {} begins: {}",
                canary.candidate().artifact().label(),
                canary.stable().artifact().version(),
                canary.status().takes());
    }

    private void publishRoutes() {
        publisher.publish(List.of(), List.of());
    }

    /** Looks at all of them once, and does what is due. What takes long is done in the changes' own threads. */
    void poll(ChangeRunner runner) throws InterruptedException {
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
                act(canary, decision, runner);
                pending.remove(canary);
            } catch (DeployRefusedException e) {
                LOG.error("canary of {}, to be tried again: {}", canary.name(), e.getMessage());
            } catch (RuntimeException | LinkageError e) {
                pending.remove(canary);
                LOG.error("canary of {} could not be looked at", canary.name(), e);
            }
        }
        pending.keySet().retainAll(now);
    }

    private void act(Canary canary, RampDecision decision, ChangeRunner runner)
            throws DeployRefusedException, InterruptedException {
        switch (decision.action()) {
            case STAY -> {}
            case PAUSE -> LOG.warn("canary of {} pauses: {}", canary.name(), decision.reason());
            case NEXT_STEP -> {
                LOG.info(
                        "canary of {} goes on to {} %: {}", canary.name(), decision.weightPercent(), decision.reason());
                executor.run("canary of " + canary.name(), ProgressListener.NONE, cancellation -> {
                    publishRoutes();
                    return true;
                });
            }
            case PROMOTE -> {
                LOG.info("canary of {} is promoted: {}", canary.name(), decision.reason());
                promote(canary, "canary promoted: " + decision.reason(), runner, ProgressListener.NONE);
            }
            case ROLL_BACK -> rollBack(canary, decision.reason(), runner);
        }
    }

    private void rollBack(Canary canary, String reason, ChangeRunner runner)
            throws DeployRefusedException, InterruptedException {
        if (!canary.isWithdrawn()) {
            LOG.warn("canary of {} is rolled back: {}", canary.name(), reason);
            // At once, whatever else is being changed; its bundle is taken out in turn.
            canary.withdraw();
            publishRoutes();
            quarantine.add(canary.candidate().artifact(), "failed as a canary: " + reason);
        }
        withdraw(canary, reason, ReleaseState.QUARANTINED, runner, ProgressListener.NONE);
    }

    /** Lets a candidate take over. */
    DeployResult promote(Canary canary, String cause, ChangeRunner runner, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        return executor.run("promotion of " + canary.name(), progress, cancellation -> {
            if (!close(canary)) {
                throw new DeployRefusedException(
                        DeployRefusal.UNKNOWN, "the canary of " + canary.name() + " has ended meanwhile");
            }
            try {
                canary.promoted();
                return runner.promote(
                        cause, canary.waivers(), List.of(canary.candidate()), List.of(canary.stable()), progress);
            } catch (DeployRefusedException e) {
                canary.failedToPromote(String.valueOf(e.getMessage()));
                runner.withdraw(List.of(canary.candidate()), progress);
                throw e;
            } finally {
                noteEnd(canary);
            }
        });
    }

    /** Takes a candidate out. */
    List<String> withdraw(
            Canary canary, String reason, ReleaseState state, ChangeRunner runner, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        return executor.run("end of the canary of " + canary.name(), progress, cancellation -> {
            if (!close(canary)) {
                return List.of();
            }
            canary.rolledBack(reason);
            List<String> notes = runner.withdraw(List.of(canary.candidate()), progress);
            canary.candidate().become(state, reason);
            noteEnd(canary);
            return notes;
        });
    }

    private void noteEnd(Canary canary) {
        synchronized (open) {
            ended.add(canary.status());
            if (ended.size() > KEPT_ENDED) {
                ended.remove(0);
            }
        }
    }

    /** Takes all of them out of the way; their bundles stay as they are. */
    void close() {
        synchronized (open) {
            open.forEach(Canary::withdraw);
        }
        publishRoutes();
    }

    /** Its way is taken by no new call once the routes are published; false if it was closed before. */
    private boolean close(Canary canary) {
        synchronized (open) {
            if (!open.remove(canary)) {
                return false;
            }
            return true;
        }
    }
}
