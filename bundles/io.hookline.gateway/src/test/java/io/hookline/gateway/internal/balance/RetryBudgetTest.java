package io.hookline.gateway.internal.balance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Repetitions are bounded by the requests in flight. */
final class RetryBudgetTest {

    @Test
    void aFewAreAllowedHoweverLittleThereIsToDo() {
        assertThat(taken(new RetryBudget(0), 0)).isEqualTo(RetryBudget.MINIMUM);
        assertThat(taken(new RetryBudget(20), 49)).isEqualTo(RetryBudget.MINIMUM);
    }

    @Test
    void moreAreAllowedWithMoreRequests() {
        assertThat(taken(new RetryBudget(20), 1_000)).isEqualTo(200);
        assertThat(taken(new RetryBudget(100), Integer.MAX_VALUE / 200_000)).isEqualTo(Integer.MAX_VALUE / 200_000);
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        RetryBudget budget = new RetryBudget(0);
        taken(budget, 0);
        budget.end();
        budget.end();

        assertThat(taken(budget, 0)).isEqualTo(2);
    }

    private static int taken(RetryBudget budget, int inFlight) {
        int taken = 0;
        while (budget.begin(inFlight)) {
            taken++;
        }
        return taken;
    }
}
