package io.hookline.deploy.internal.canary;

import io.hookline.common.trial.StepJudge;
import io.hookline.common.trial.StepObservation;
import io.hookline.common.trial.StepVerdict;
import io.hookline.deploy.internal.canary.RampDecision.Action;

/**
 * Leads one candidate through the steps of its canary. Used by one thread at a time.
 *
 * <p>It only decides: its caller applies the weight of each decision. Time is that of {@link System#nanoTime},
 * and counts are cumulative since the canary began; both are passed in.
 *
 * <pre>
 * state        event               condition                            decision    state then
 * -----------  ------------------  -----------------------------------  ----------  -----------
 * RUNNING      observe             FAIL, at any time                    ROLL_BACK   ROLLED_BACK
 *                                  PASS, least duration not over        STAY        RUNNING
 *                                  PASS, not the last step              NEXT_STEP   RUNNING
 *                                  PASS, the last step                  PROMOTE     PROMOTED
 *                                  INCONCLUSIVE, time left              STAY        RUNNING
 *                                  INCONCLUSIVE, longest duration over  PAUSE       PAUSED
 *                                  MISSING_MEASURE                      PAUSE       PAUSED
 * RUNNING      pause                                                                PAUSED
 * PAUSED       observe                                                  STAY        PAUSED
 * PAUSED       resume                                                               RUNNING
 * RUNNING,     advance             not the last step                    NEXT_STEP   RUNNING
 *   PAUSED                         the last step                        PROMOTE     PROMOTED
 *              rollBack                                                 ROLL_BACK   ROLLED_BACK
 * PROMOTED,    observe                                                  STAY        unchanged
 *   ROLLED_BACK  anything else                                          IllegalStateException
 * </pre>
 *
 * <p>Each step judges the calls that ended in it. At 100 percent there is nothing beside the candidate: there it is
 * compared with all that the stable release has shown since the canary began. Time and calls of a pause do not count; a
 * resumed step goes on with what it saw before. If it had paused because its time was over, it gets the longest
 * duration once more.
 */
public final class CanaryRamp {

    private static final int ALL_PERCENT = 100;

    private final RampPlan plan;
    private final StepJudge judge;
    private State state = State.RUNNING;
    private int step;
    private long stepBeganNanos;
    private long deadlineBeganNanos;
    private StepObservation stepBegan;
    private boolean timeIsOver;
    private long pausedAtNanos;
    private StepObservation pausedAt = StepObservation.NONE;
    private long excludedNanos;
    private StepObservation excluded = StepObservation.NONE;

    /** Begins now with the first step, at counts of zero. */
    public CanaryRamp(RampPlan plan, StepJudge judge, long nowNanos) {
        this.plan = plan;
        this.judge = judge;
        this.stepBeganNanos = nowNanos;
        this.deadlineBeganNanos = nowNanos;
        this.stepBegan = StepObservation.NONE;
    }

    /** Where the canary stands. */
    public State state() {
        return state;
    }

    /** The number of the current step, from 0 up; of the last one that was taken if the canary has ended. */
    public int step() {
        return step;
    }

    /** The candidate's share of the calls now. */
    public int weightPercent() {
        return switch (state) {
            case RUNNING, PAUSED -> plan.weightsPercent().get(step);
            case PROMOTED -> ALL_PERCENT;
            case ROLLED_BACK -> 0;
        };
    }

    /**
     * Judges the counts and decides. May be called at any rate.
     *
     * @param total the counts since the canary began
     */
    public RampDecision observe(long nowNanos, StepObservation total) {
        if (state != State.RUNNING) {
            return decision(Action.STAY, "the canary is " + state.words);
        }
        long countedNanos = nowNanos - excludedNanos;
        StepObservation counted = total.since(excluded);
        boolean deadline =
                countedNanos - deadlineBeganNanos >= plan.longestStep().toNanos();
        StepObservation seen = seen(counted);
        StepVerdict verdict = deadline ? judge.atDeadline(seen) : judge.judge(seen);
        return switch (verdict.outcome()) {
            case FAIL -> end(State.ROLLED_BACK, Action.ROLL_BACK, verdict.reason());
            case PASS ->
                countedNanos - stepBeganNanos >= plan.leastStep().toNanos()
                        ? next(countedNanos, counted, verdict.reason())
                        : decision(Action.STAY, "passed, but the step is too short yet: " + verdict.reason());
            case INCONCLUSIVE, MISSING_MEASURE ->
                deadline
                        ? pauseUndecided(nowNanos, total, verdict)
                        : decision(Action.STAY, "not decided yet: " + verdict.reason());
        };
    }

    /** Pauses by hand; neither time nor calls count until it is resumed. */
    public void pause(long nowNanos, StepObservation total) {
        require(state == State.RUNNING, "pause");
        state = State.PAUSED;
        pausedAtNanos = nowNanos;
        pausedAt = total;
    }

    /** Goes on with the step that was paused, and with what it had seen. */
    public void resume(long nowNanos, StepObservation total) {
        require(state == State.PAUSED, "resume");
        leavePause(nowNanos, total);
        if (timeIsOver) {
            timeIsOver = false;
            deadlineBeganNanos = nowNanos - excludedNanos;
        }
    }

    /** Goes on to the next step by hand, or promotes the candidate after the last, whatever was seen. */
    public RampDecision advance(long nowNanos, StepObservation total) {
        require(isOpen(), "advance");
        if (state == State.PAUSED) {
            leavePause(nowNanos, total);
        }
        return next(nowNanos - excludedNanos, total.since(excluded), "advanced by hand");
    }

    /** Takes the candidate out by hand. */
    public RampDecision rollBack(String reason) {
        require(isOpen(), "roll back");
        return end(State.ROLLED_BACK, Action.ROLL_BACK, reason);
    }

    private StepObservation seen(StepObservation counted) {
        StepObservation inStep = counted.since(stepBegan);
        return weightPercent() == ALL_PERCENT ? inStep.besideStableOf(counted) : inStep;
    }

    private RampDecision next(long countedNanos, StepObservation counted, String reason) {
        if (step + 1 == plan.weightsPercent().size()) {
            return end(State.PROMOTED, Action.PROMOTE, reason);
        }
        step++;
        stepBeganNanos = countedNanos;
        deadlineBeganNanos = countedNanos;
        stepBegan = counted;
        timeIsOver = false;
        return decision(Action.NEXT_STEP, reason);
    }

    private RampDecision pauseUndecided(long nowNanos, StepObservation total, StepVerdict verdict) {
        pause(nowNanos, total);
        timeIsOver = true;
        String cause =
                verdict.outcome() == StepVerdict.Outcome.MISSING_MEASURE ? "nothing was measured" : "not decided";
        return decision(Action.PAUSE, cause + " when the step's time was over: " + verdict.reason());
    }

    private void leavePause(long nowNanos, StepObservation total) {
        excludedNanos += nowNanos - pausedAtNanos;
        excluded = excluded.plus(total.since(pausedAt));
        state = State.RUNNING;
    }

    private RampDecision end(State ended, Action action, String reason) {
        state = ended;
        return decision(action, reason);
    }

    private RampDecision decision(Action action, String reason) {
        return new RampDecision(action, weightPercent(), reason);
    }

    private boolean isOpen() {
        return state == State.RUNNING || state == State.PAUSED;
    }

    private void require(boolean allowed, String what) {
        if (!allowed) {
            throw new IllegalStateException("cannot " + what + ": the canary is " + state.words);
        }
    }

    /** Where a canary stands. */
    public enum State {

        /** In a step, and judged. */
        RUNNING("running"),

        /** In a step, waiting for an operator to decide. */
        PAUSED("paused"),

        /** Ended well. */
        PROMOTED("promoted"),

        /** Ended badly, or by hand. */
        ROLLED_BACK("rolled back");

        private final String words;

        State(String words) {
            this.words = words;
        }
    }
}
