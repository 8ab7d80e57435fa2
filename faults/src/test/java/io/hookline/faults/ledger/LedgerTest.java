package io.hookline.faults.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LedgerTest {

    private final Ledger ledger = new Ledger();

    @Test
    void anAllowedOutcomeIsNoViolation() {
        ledger.begin("plugin.a");
        ledger.end("", Set.of(Outcome.REFUSED, Outcome.MADE), Outcome.MADE, 5);
        assertThat(ledger.violations()).isEmpty();
        assertThat(ledger.isSpoiled()).isFalse();
        assertThat(ledger.steps()).singleElement().satisfies(step -> {
            assertThat(step.number()).isEqualTo(1);
            assertThat(step.fault()).isEqualTo("plugin.a");
            assertThat(step.isAllowed()).isTrue();
        });
    }

    @Test
    void anOutcomeThatTheFaultDoesNotAllowIsAViolation() {
        ledger.begin("plugin.a");
        ledger.begin("plugin.b");
        ledger.end("by chance", Set.of(Outcome.REFUSED), Outcome.HALF_MADE, 5);
        assertThat(ledger.violations())
                .containsExactly(new Violation(
                        Violation.Kind.OUTCOME, 2, "plugin.b", "ended as HALF_MADE, allowed: [REFUSED] (by chance)"));
        assertThat(ledger.isSpoiled()).isTrue();
        ledger.begin("plugin.c");
        assertThat(ledger.isSpoiled()).isFalse();
    }

    @Test
    void callsAreCountedAndOpenOnesAreViolations() {
        ledger.begin("kill");
        ledger.call(new CallObservation(true, 200, true, true, ""), "/1");
        ledger.call(new CallObservation(false, 401, false, true, ""), "/2");
        assertThat(ledger.violations()).isEmpty();
        ledger.call(new CallObservation(false, 200, false, true, ""), "/3");
        ledger.call(new CallObservation(true, 200, false, true, ""), "/4");
        ledger.call(new CallObservation(true, 0, false, true, "reset"), "/5");
        assertThat(ledger.violations())
                .extracting(Violation::kind)
                .containsExactly(Violation.Kind.OPEN, Violation.Kind.WRONG_ANSWER, Violation.Kind.NO_ANSWER);
        assertThat(ledger.calls())
                .isEqualTo(Map.of(
                        CallVerdict.RIGHT, 1L,
                        CallVerdict.REFUSED, 1L,
                        CallVerdict.OPEN, 1L,
                        CallVerdict.WRONG_ANSWER, 1L,
                        CallVerdict.NO_ANSWER, 1L));
    }

    @Test
    void aFewViolationsOfAKindAreKeptInEachStep() {
        for (int step = 0; step < 2; step++) {
            ledger.begin("kill");
            for (int i = 0; i < 100; i++) {
                ledger.violation(Violation.Kind.OPEN, "call " + i);
            }
        }
        assertThat(ledger.violations()).extracting(Violation::step).containsExactly(1, 1, 1, 2, 2, 2);
    }
}
