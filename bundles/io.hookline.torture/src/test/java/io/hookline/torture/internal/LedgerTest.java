package io.hookline.torture.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.json.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LedgerTest {

    private final RunMetrics metrics = new RunMetrics();

    @Test
    void aCallWithoutAnOutcomeIsLost() {
        metrics.begun();
        metrics.begun();
        metrics.ended(Outcome.SERVED);
        metrics.close();
        assertThat(metrics.violations().counts()).containsOnlyKeys(Violation.Kind.LOST);
    }

    @Test
    void differentCountsOfCallersAndReleasesAreAViolation() {
        metrics.callCounts().add("a", "1.0.1");
        metrics.callCounts().add("a", "1.0.1");
        metrics.callCounts().stopped("a", "1.0.1", 1);
        metrics.callCounts().stopped("a", "1.0.1", 1);
        metrics.close();
        assertThat(metrics.violations().total()).isZero();
        metrics.callCounts().stopped("a", "1.0.2", 1);
        metrics.callCounts().add("a", "1.0.3");
        metrics.close();
        assertThat(metrics.violations().counts()).containsExactly(Map.entry(Violation.Kind.MISCOUNTED, 2L));
    }

    @Test
    void allViolationsAreCountedAndAFewOfEachKindAreKept() {
        for (int i = 0; i < 100; i++) {
            metrics.violations().add(Violation.Kind.STALE, "call " + i);
        }
        metrics.violations().add(Violation.Kind.MIXED, "scope");
        assertThat(metrics.violations().total()).isEqualTo(101);
        assertThat(metrics.violations().examples())
                .hasSizeLessThan(10)
                .contains(new Violation(Violation.Kind.STALE, "call 0"), new Violation(Violation.Kind.MIXED, "scope"));
    }

    @Test
    void operationsAreSummedUpByKind() {
        for (long millis : new long[] {30, 10, 20}) {
            metrics.operations().add(OperationKind.SWAP, TimeUnit.MILLISECONDS.toNanos(millis));
        }
        assertThat(metrics.operations().summary()).containsExactly(new Ledger.Operations("swap", 3, 20, 30));
    }

    @Test
    void theTextEndsWithTheVerdict() {
        assertThat(LedgerText.of(ledger(true, Map.of(), List.of())))
                .contains("calls", "12,345")
                .endsWith("clean: every call had exactly one outcome, on exactly one release\n");
        String text = LedgerText.of(ledger(
                false, Map.of(Violation.Kind.STALE, 7L), List.of(new Violation(Violation.Kind.STALE, "a 1.0.1"))));
        assertThat(text).contains("STALE: a 1.0.1", "NOT CLEAN");
    }

    @Test
    void jsonHasTheSameFigures() {
        assertThat(Json.of(ledger(true, Map.of(), List.of())))
                .contains("\"calls\" : 12345", "\"SERVED\" : 12345", "\"loadersHeld\" : 0", "\"clean\" : true");
    }

    private static Ledger ledger(boolean clean, Map<Violation.Kind, Long> violations, List<Violation> examples) {
        return new Ledger(
                1,
                60,
                4,
                true,
                12_345,
                Map.of(Outcome.SERVED, 12_345L),
                List.of(),
                3,
                violations,
                examples,
                new Ledger.Resources(0, 0, 20, 20, List.of(), 1 << 20, 1 << 20),
                clean);
    }
}
