package io.hookline.deploy.internal.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hookline.common.trial.StepCriteria;
import io.hookline.common.trial.StepObservation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What observations, criteria and plans refuse. */
class CanaryInputsTest {

    @Test
    void moreFailuresThanCallsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StepObservation(1, 2, 0, 0, 0, 0, 0, 0))
                .withMessage("2 of 1 calls of the candidate failed");
        assertThatIllegalArgumentException().isThrownBy(() -> new StepObservation(0, 0, 1, 2, 0, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new StepObservation(0, 0, 0, 0, 1, 2, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new StepObservation(0, 0, 0, 0, 0, 0, 1, -1));
    }

    @Test
    void countersThatWentBackAreRefused() {
        StepObservation some = new StepObservation(5, 0, 5, 0, 0, 0, 0, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> StepObservation.NONE.since(some));
    }

    @Test
    void aFailureSeenLaterThanItsCallIsNoError() {
        StepObservation callOnly = new StepObservation(10, 0, 10, 0, 10, 0, 10, 0);
        StepObservation failureToo = new StepObservation(10, 1, 11, 2, 10, 1, 11, 2);
        assertThat(failureToo.since(callOnly)).isEqualTo(new StepObservation(0, 0, 1, 1, 0, 0, 1, 1));
    }

    @Test
    void criteriaOutOfRangeAreRefused() {
        for (double alpha : new double[] {0, 1, -1, Double.NaN}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new StepCriteria(alpha, 0, 0, true, 1, 1));
        }
        for (double tolerance : new double[] {-0.1, 1, Double.NaN}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new StepCriteria(0.01, tolerance, 0, true, 1, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> new StepCriteria(0.01, 0, tolerance, true, 1, 1));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new StepCriteria(0.01, 0, 0, true, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new StepCriteria(0.01, 0, 0, true, 1, 0));
    }

    @Test
    void plansThatMakeNoSenseAreRefused() {
        Duration second = Duration.ofSeconds(1);
        for (List<Integer> weights :
                List.of(List.<Integer>of(), List.of(0, 100), List.of(5, 5), List.of(50, 25), List.of(5, 101))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new RampPlan(weights, second, second));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new RampPlan(List.of(5), second.negated(), second));
        assertThatIllegalArgumentException().isThrownBy(() -> new RampPlan(List.of(5), second, Duration.ofMillis(999)));
        assertThatIllegalArgumentException().isThrownBy(() -> new RampPlan(List.of(5), Duration.ZERO, Duration.ZERO));
        assertThat(new RampPlan(List.of(5), Duration.ZERO, second).weightsPercent())
                .containsExactly(5);
    }
}
