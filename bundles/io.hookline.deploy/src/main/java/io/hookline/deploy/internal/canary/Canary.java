package io.hookline.deploy.internal.canary;

import io.hookline.common.trial.StepCriteria;
import io.hookline.common.trial.StepJudge;
import io.hookline.common.trial.StepObservation;
import io.hookline.common.trial.StepVerdict;
import io.hookline.deploy.CanaryOptions;
import io.hookline.deploy.CanaryState;
import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.artifact.StagedRelease;
import io.hookline.deploy.internal.release.Release;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.engine.release.Route;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One canary: a candidate beside the release that it may replace, and the step that it has reached. Guarded by itself.
 */
public final class Canary {

    /** The only step of a canary that takes calls by their key alone; it never advances by itself. */
    private static final List<Integer> KEY_ONLY = List.of(100);

    private final ReleaseControl control;
    private final CanaryOptions options;
    private final Release candidate;
    private final Release stable;
    private final List<String> waivers;
    private final Instant since;
    private final LongSupplier nanoClock;
    private final Buckets buckets;
    private final CanaryMetrics measures;
    private final CanaryRamp ramp;
    private final int hooksAtBegin;
    private final Runnable undo;
    private volatile boolean withdrawn;
    private @Nullable CanaryState end;
    private final ShadowStatistics shadow = new ShadowStatistics();
    private StepObservation seen = StepObservation.NONE;
    private String verdict = "not evaluated yet";

    /**
     * A canary that begins now, with the counts of now.
     *
     * @param undo takes back what was set for the candidate; called if it does not take over
     */
    public Canary(
            ReleaseControl control,
            CanaryOptions options,
            Release candidate,
            Release stable,
            List<String> waivers,
            Instant since,
            LongSupplier nanoClock,
            Runnable undo) {
        this.undo = undo;
        this.control = control;
        this.options = options;
        this.candidate = candidate;
        this.stable = stable;
        this.waivers = List.copyOf(waivers);
        this.since = since;
        this.nanoClock = nanoClock;
        this.buckets = Buckets.of(candidate.artifact().sha256());
        this.measures = new CanaryMetrics(control.hooks(candidate.id()), control.hooks(stable.id()));
        this.hooksAtBegin = control.hooks(candidate.id()).size();
        this.ramp = new CanaryRamp(
                new RampPlan(
                        options.weights().isEmpty() ? KEY_ONLY : options.weights(),
                        options.leastStep(),
                        options.longestStep()),
                new StepJudge(StepCriteria.DEFAULT),
                nanoClock.getAsLong());
    }

    private int weightPercent() {
        return options.weights().isEmpty() ? 0 : ramp.weightPercent();
    }

    /** Name of its plugin. */
    public String name() {
        return candidate.artifact().name();
    }

    /** The release that may replace the other. */
    public Release candidate() {
        return candidate;
    }

    /** The release that may be replaced. */
    public Release stable() {
        return stable;
    }

    /** Checks that were waived when the candidate was deployed. */
    public List<String> waivers() {
        return waivers;
    }

    /** The route of the calls that it takes now. */
    synchronized Route route() {
        return new Route(
                "canary " + candidate.artifact().label() + " (" + CanarySelector.describe(options, weightPercent())
                        + ")",
                Set.of(candidate.id()),
                Set.of(stable.id()),
                new CanarySelector(options, buckets, weightPercent()),
                options.shadow() ? shadow : null);
    }

    /** Judges the counts. A canary that does not advance by itself stays when it could advance, and says so. */
    synchronized RampDecision evaluate() {
        count();
        String lost = lost();
        if (lost != null && (isRunning() || isPaused())) {
            verdict = lost;
            return ramp.rollBack(lost);
        }
        if (options.shadow() && isRunning()) {
            verdict = shadow.verdict();
            return new RampDecision(RampDecision.Action.STAY, weightPercent(), verdict);
        }
        if ((!options.automatic() || options.weights().isEmpty()) && ramp.state() == CanaryRamp.State.RUNNING) {
            StepVerdict judged = new StepJudge(StepCriteria.DEFAULT).judge(seen);
            verdict = judged.reason();
            return judged.outcome() == StepVerdict.Outcome.FAIL
                    ? ramp.rollBack(judged.reason())
                    : new RampDecision(RampDecision.Action.STAY, weightPercent(), judged.reason());
        }
        RampDecision decision = ramp.observe(nanoClock.getAsLong(), seen);
        if (ramp.state() != CanaryRamp.State.PAUSED || decision.action() == RampDecision.Action.PAUSE) {
            verdict = decision.reason();
        }
        return decision;
    }

    /** Why the candidate has failed regardless of its counts; null if it has not. */
    private @Nullable String lost() {
        StagedRelease staged = candidate.staged();
        if (staged == null || !staged.isActive()) {
            return "it is not active any more";
        }
        if (control.hooks(staged.id()).size() < hooksAtBegin) {
            return "it has lost some of its hooks";
        }
        return candidate.isStuck() ? "its calls do not end" : null;
    }

    /** From now on it takes no call, although it is still installed. */
    void withdraw() {
        withdrawn = true;
    }

    /** Takes back what was set for the candidate, which is removed. */
    void undo() {
        undo.run();
    }

    boolean isWithdrawn() {
        return withdrawn;
    }

    private void count() {
        if (candidate.staged() != null && stable.staged() != null) {
            seen = measures.total(control.hooks(candidate.id()), control.hooks(stable.id()));
        }
    }

    synchronized boolean isPaused() {
        return ramp.state() == CanaryRamp.State.PAUSED;
    }

    synchronized boolean isRunning() {
        return ramp.state() == CanaryRamp.State.RUNNING;
    }

    /** Pauses by hand. */
    public synchronized void pause() {
        count();
        ramp.pause(nanoClock.getAsLong(), seen);
        verdict = "paused by hand";
    }

    /** Resumes by hand. */
    public synchronized void resume() {
        count();
        ramp.resume(nanoClock.getAsLong(), seen);
        verdict = "resumed by hand";
    }

    /** It has ended: a generation is published in which no call reaches the candidate. */
    synchronized void rolledBack(String reason) {
        if (end == null) {
            if (isPaused() || isRunning()) {
                ramp.rollBack(reason);
            }
            verdict = reason;
            end = CanaryState.ROLLED_BACK;
        }
    }

    /** Ends it if a generation is published in which the candidate takes all calls. */
    private void noteTakeover() {
        if (end == null && candidate.state() == ReleaseState.RUNNING) {
            if (isPaused() || isRunning()) {
                verdict = "promoted by hand";
            }
            while (isPaused() || isRunning()) {
                ramp.advance(nanoClock.getAsLong(), seen);
            }
            end = CanaryState.PROMOTED;
        }
    }

    /** Whether its end is published. */
    synchronized boolean hasEnded() {
        noteTakeover();
        return end != null;
    }

    /** What is decided and not published yet has not happened. */
    private CanaryState state() {
        if (end != null) {
            return end;
        }
        if (isPaused()) {
            return CanaryState.PAUSED;
        }
        return options.shadow() ? CanaryState.SHADOW : CanaryState.RUNNING;
    }

    /** How it does. */
    public synchronized CanaryStatus status() {
        noteTakeover();
        return new CanaryStatus(
                name(),
                candidate.artifact().version(),
                stable.artifact().version(),
                since,
                state(),
                weightPercent(),
                options.weights(),
                ramp.step() + 1,
                CanarySelector.describe(options, weightPercent()),
                seen.candidateCalls(),
                seen.candidateFailures(),
                seen.stableCalls(),
                seen.stableFailures(),
                shadow.compared(),
                shadow.different(),
                shadow.examples(),
                verdict);
    }
}
