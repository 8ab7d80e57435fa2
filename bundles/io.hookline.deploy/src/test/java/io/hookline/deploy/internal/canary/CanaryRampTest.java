package io.hookline.deploy.internal.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hookline.common.trial.StepCriteria;
import io.hookline.common.trial.StepJudge;
import io.hookline.common.trial.StepObservation;
import io.hookline.deploy.internal.canary.CanaryRamp.State;
import io.hookline.deploy.internal.canary.RampDecision.Action;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanaryRampTest {

    private static final long SECOND = 1_000_000_000L;
    /** Near its end, so that time wraps around during the tests. */
    private static final long BEGAN = Long.MAX_VALUE - 20 * SECOND;

    private static final RampPlan PLAN =
            new RampPlan(List.of(5, 50, 100), Duration.ofSeconds(10), Duration.ofSeconds(60));
    private static final StepCriteria FAILURES_ONLY = new StepCriteria(0.01, 0.01, 0.1, false, 20, 100);

    private final CanaryRamp ramp = new CanaryRamp(PLAN, new StepJudge(FAILURES_ONLY), BEGAN);
    private long nowNanos = BEGAN;
    private StepObservation total = StepObservation.NONE;

    // ---- each row of the table -----------------------------------------------------------------------------------

    @Test
    void goodStepsLeadToPromotion() {
        assertDecision(after(12, calls(2000, 0, 20_000, 0)), Action.NEXT_STEP, 50, State.RUNNING);
        assertThat(ramp.step()).isOne();
        assertDecision(after(12, calls(2000, 0, 2000, 0)), Action.NEXT_STEP, 100, State.RUNNING);
        assertDecision(after(12, calls(2000, 0, 0, 0)), Action.PROMOTE, 100, State.PROMOTED);
    }

    @Test
    void aFailureRollsBackAtAnyTime() {
        RampDecision decision = after(0, calls(100, 50, 2000, 0));
        assertDecision(decision, Action.ROLL_BACK, 0, State.ROLLED_BACK);
        assertThat(decision.reason()).startsWith("failure rate 50 %");
    }

    @Test
    void aPassWaitsForTheLeastDuration() {
        RampDecision decision = after(9, calls(2000, 0, 20_000, 0));
        assertDecision(decision, Action.STAY, 5, State.RUNNING);
        assertThat(decision.reason()).startsWith("passed, but the step is too short yet: failure rate 0 %");
        assertDecision(after(1, StepObservation.NONE), Action.NEXT_STEP, 50, State.RUNNING);
    }

    @Test
    void anUndecidedStepStaysUntilItsTimeIsOverAndPauses() {
        RampDecision decision = after(59, calls(50, 0, 1000, 0));
        assertDecision(decision, Action.STAY, 5, State.RUNNING);
        assertThat(decision.reason()).startsWith("not decided yet: failure rate 0 %");
        decision = after(1, StepObservation.NONE);
        assertDecision(decision, Action.PAUSE, 5, State.PAUSED);
        assertThat(decision.reason()).startsWith("not decided when the step's time was over: failure rate 0 %");
    }

    @Test
    void aMissingMeasurePausesWhenTheTimeIsOver() {
        assertDecision(after(59, calls(0, 0, 1000, 0)), Action.STAY, 5, State.RUNNING);
        RampDecision decision = after(1, calls(0, 0, 1000, 0));
        assertDecision(decision, Action.PAUSE, 5, State.PAUSED);
        assertThat(decision.reason())
                .isEqualTo("nothing was measured when the step's time was over:"
                        + " failure rate unknown: no call of the candidate");
    }

    @Test
    void aPassAtTheDeadlineGoesOn() {
        assertDecision(after(60, calls(2000, 0, 20_000, 0)), Action.NEXT_STEP, 50, State.RUNNING);
    }

    @Test
    void whilePausedNothingIsDecided() {
        ramp.pause(nowNanos, total);
        assertThat(ramp.state()).isEqualTo(State.PAUSED);
        RampDecision decision = after(1000, calls(1000, 1000, 1000, 0));
        assertDecision(decision, Action.STAY, 5, State.PAUSED);
        assertThat(decision.reason()).isEqualTo("the canary is paused");
        assertThatIllegalStateException()
                .isThrownBy(() -> ramp.pause(nowNanos, total))
                .withMessage("cannot pause: the canary is paused");
    }

    @Test
    void advancingByHandTakesEveryStep() {
        assertDecision(ramp.advance(nowNanos, total), Action.NEXT_STEP, 50, State.RUNNING);
        ramp.pause(nowNanos, total);
        assertDecision(ramp.advance(nowNanos, total), Action.NEXT_STEP, 100, State.RUNNING);
        assertDecision(ramp.advance(nowNanos, total), Action.PROMOTE, 100, State.PROMOTED);
    }

    @Test
    void rollingBackByHandWorksInAStepAndInAPause() {
        CanaryRamp other = new CanaryRamp(PLAN, new StepJudge(FAILURES_ONLY), BEGAN);
        assertDecision(ramp.rollBack("asked for"), Action.ROLL_BACK, 0, State.ROLLED_BACK);
        other.pause(nowNanos, total);
        assertThat(other.rollBack("asked for")).isEqualTo(new RampDecision(Action.ROLL_BACK, 0, "asked for"));
    }

    @Test
    void whatHasEndedStaysEnded() {
        ramp.rollBack("asked for");
        assertDecision(after(12, calls(2000, 0, 20_000, 0)), Action.STAY, 0, State.ROLLED_BACK);
        assertThatIllegalStateException().isThrownBy(() -> ramp.advance(nowNanos, total));
        assertThatIllegalStateException().isThrownBy(() -> ramp.pause(nowNanos, total));
        assertThatIllegalStateException().isThrownBy(() -> ramp.resume(nowNanos, total));
        assertThatIllegalStateException()
                .isThrownBy(() -> ramp.rollBack("again"))
                .withMessage("cannot roll back: the canary is rolled back");
    }

    @Test
    void onlyAPauseCanBeResumed() {
        assertThatIllegalStateException().isThrownBy(() -> ramp.resume(nowNanos, total));
    }

    // ---- what counts in a step -----------------------------------------------------------------------------------

    @Test
    void eachStepJudgesItsOwnCallsOnly() {
        after(12, calls(2000, 0, 20_000, 0));
        // Of all calls so far, these would be few enough failures.
        assertDecision(after(1, calls(100, 30, 100, 0)), Action.ROLL_BACK, 0, State.ROLLED_BACK);
    }

    @Test
    void whatTheStableReleaseSufferedBeforeExcusesNothing() {
        after(12, calls(2000, 400, 20_000, 4000));
        ramp.advance(nowNanos, total);
        assertThat(ramp.weightPercent()).isEqualTo(50);
        assertDecision(after(1, calls(500, 100, 500, 0)), Action.ROLL_BACK, 0, State.ROLLED_BACK);
    }

    @Test
    void atAHundredPercentTheStableReleaseIsTakenFromTheEarlierSteps() {
        after(12, calls(2000, 4, 20_000, 40));
        after(12, calls(2000, 4, 2000, 4));
        assertThat(ramp.weightPercent()).isEqualTo(100);
        RampDecision decision = after(12, calls(4000, 8, 0, 0));
        assertDecision(decision, Action.PROMOTE, 100, State.PROMOTED);
        assertThat(decision.reason()).contains("after 4000 and 22000 calls");
    }

    @Test
    void atAHundredPercentWithoutAnyStableCallNothingIsMeasured() {
        ramp.advance(nowNanos, total);
        ramp.advance(nowNanos, total);
        RampDecision decision = after(60, calls(10_000, 0, 0, 0));
        assertDecision(decision, Action.PAUSE, 100, State.PAUSED);
        assertThat(decision.reason()).contains("no call of the stable release");
    }

    // ---- pauses --------------------------------------------------------------------------------------------------

    @Test
    void aPauseCountsNeitherTimeNorCalls() {
        after(5, calls(400, 0, 8000, 0));
        ramp.pause(nowNanos, total);
        pass(3600, calls(500, 500, 500, 0));
        ramp.resume(nowNanos, total);
        RampDecision decision = after(4, calls(400, 0, 8000, 0));
        assertDecision(decision, Action.STAY, 5, State.RUNNING);
        assertThat(decision.reason()).startsWith("passed, but").contains("after 800 and 16000 calls");
        assertDecision(after(1, StepObservation.NONE), Action.NEXT_STEP, 50, State.RUNNING);
        // The next step starts behind the pause as well.
        assertDecision(after(9, calls(2000, 0, 2000, 0)), Action.STAY, 50, State.RUNNING);
        assertDecision(after(1, StepObservation.NONE), Action.NEXT_STEP, 100, State.RUNNING);
    }

    @Test
    void aStepPausedByHandKeepsItsDeadline() {
        after(50, calls(50, 0, 1000, 0));
        ramp.pause(nowNanos, total);
        pass(3600, StepObservation.NONE);
        ramp.resume(nowNanos, total);
        assertDecision(after(9, StepObservation.NONE), Action.STAY, 5, State.RUNNING);
        assertDecision(after(1, StepObservation.NONE), Action.PAUSE, 5, State.PAUSED);
    }

    @Test
    void aStepWhoseTimeWasOverGetsItOnceMoreAndKeepsWhatItSaw() {
        after(60, calls(400, 0, 8000, 0));
        assertThat(ramp.state()).isEqualTo(State.PAUSED);
        pass(3600, StepObservation.NONE);
        ramp.resume(nowNanos, total);
        assertDecision(after(59, StepObservation.NONE), Action.STAY, 5, State.RUNNING);
        assertDecision(after(0, calls(400, 0, 8000, 0)), Action.NEXT_STEP, 50, State.RUNNING);
    }

    @Test
    void advancingOutOfAPauseLeavesItsCallsOut() {
        ramp.pause(nowNanos, total);
        pass(100, calls(500, 500, 500, 500));
        ramp.advance(nowNanos, total);
        assertDecision(after(9, calls(2000, 0, 2000, 0)), Action.STAY, 50, State.RUNNING);
        assertDecision(after(1, StepObservation.NONE), Action.NEXT_STEP, 100, State.RUNNING);
        RampDecision decision = after(10, calls(2000, 0, 0, 0));
        assertThat(decision.reason()).contains("after 2000 and 2000 calls");
    }

    private RampDecision after(long seconds, StepObservation more) {
        pass(seconds, more);
        return ramp.observe(nowNanos, total);
    }

    private void pass(long seconds, StepObservation more) {
        nowNanos += seconds * SECOND;
        total = total.plus(more);
    }

    private static StepObservation calls(long calls, long failures, long stableCalls, long stableFailures) {
        return new StepObservation(calls, failures, stableCalls, stableFailures, 0, 0, 0, 0);
    }

    private void assertDecision(RampDecision decision, Action action, int weightPercent, State state) {
        assertThat(decision.action()).as(decision.reason()).isEqualTo(action);
        assertThat(decision.weightPercent()).isEqualTo(weightPercent);
        assertThat(ramp.weightPercent()).isEqualTo(weightPercent);
        assertThat(ramp.state()).isEqualTo(state);
    }
}
