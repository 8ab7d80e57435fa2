package io.hookline.torture.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.torture.hook.TortureCall.Answer;
import io.hookline.torture.hook.TortureFailure;
import io.hookline.torture.hook.TortureHook;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The audit of a scope finds each kind of violation, and reports nothing else. */
final class LedgerAuditTest {

    private static final String A = "a";
    private static final String B = "b";

    private final Expectations expectations = new Expectations();
    private final Violations violations = new Violations();

    LedgerAuditTest() {
        expectations.narrow(releases -> releases.with(Map.of(A, "1.0.1", B, "1.0.1")));
    }

    @Test
    void expectedReleasesAreServed() {
        assertThat(audit(first(a(1), b(1)), second(b(1), a(1)))).containsOnly(Outcome.SERVED);
        assertThat(violations.total()).isZero();
    }

    @Test
    void duringAChangeEitherReleaseMayAnswerAndAfterItOnlyTheNewOne() {
        expectations.widen(releases -> releases.with(A, "1.0.2"));
        audit(first(a(1), b(1)));
        audit(first(a(2), b(1)));
        assertThat(violations.total()).isZero();
        expectations.narrow(releases -> releases.with(A, "1.0.2"));
        audit(first(a(2), b(1)));
        assertThat(violations.total()).isZero();
        audit(first(a(1), b(1)));
        assertOnly(Violation.Kind.WRONG_RELEASE);
    }

    @Test
    void aScopeThatSpansAChangeMayMeetTheOldOrTheNewRelease() {
        Expectation since = expectations.current();
        expectations.narrow(releases -> releases.with(A, "1.0.2"));
        new ScopeAudit(since, 2, "k", violations).check(List.of(first(a(1), b(1))));
        new ScopeAudit(since, 2, "k", violations).check(List.of(first(a(2), b(1))));
        assertThat(violations.total()).isZero();
    }

    @Test
    void aStoppedReleaseThatAnswersIsStale() {
        audit(first(new Answer(A, "1.0.1", true), b(1)));
        assertOnly(Violation.Kind.STALE);
    }

    @Test
    void aStoppedReleaseThatFailsIsStale() {
        expectations.narrow(releases -> releases.with(A, "1.0.3.failing"));
        audit(failed(new TortureFailure(A, "1.0.3.failing", true), b(1)));
        assertOnly(Violation.Kind.STALE);
    }

    @Test
    void twoVersionsInOneScopeAreMixed() {
        expectations.widen(releases -> releases.with(A, "1.0.2"));
        audit(first(a(1), b(1)), second(a(2), b(1)));
        assertOnly(Violation.Kind.MIXED);
    }

    @Test
    void onlyOneOfTwoReleasesDeployedTogetherIsMixed() {
        expectations.widen(releases -> releases.with(Map.of(A, "1.0.2", B, "1.0.2")));
        audit(first(a(2), b(2)));
        assertThat(violations.total()).isZero();
        audit(first(a(2), b(1)));
        assertOnly(Violation.Kind.MIXED);
    }

    @Test
    void aPluginAtOnlyOneOfTheTwoPointsIsMixed() {
        audit(first(a(1), b(1)), second(b(1)));
        assertOnly(Violation.Kind.MIXED);
    }

    @Test
    void aPluginThatAnswersTwiceIsDuplicated() {
        audit(first(a(1), a(1), b(1)));
        assertOnly(Violation.Kind.DUPLICATED);
    }

    @Test
    void aMissingPluginIsAWrongRelease() {
        audit(first(b(1)));
        assertOnly(Violation.Kind.WRONG_RELEASE);
    }

    @Test
    void aPluginStoppedOutsideMayBeAbsentFromOnePointOnly() {
        expectations.transition(Set.of(A));
        expectations.widen(releases -> releases.without(A));
        assertThat(audit(first(b(1)), second(a(1), b(1)))).containsExactly(Outcome.ABSENT_WHILE_KILLED, Outcome.SERVED);
        expectations.narrow(releases -> releases.without(A));
        expectations.transition(Set.of());
        assertThat(audit(first(b(1)))).containsExactly(Outcome.ABSENT_WHILE_KILLED);
        assertThat(violations.total()).isZero();
    }

    @Test
    void aPluginStoppedOutsideThatAppearsAtOnePointOnceWithinAScopeIsMixed() {
        expectations.transition(Set.of(A));
        expectations.widen(releases -> releases.without(A));
        audit(first(b(1)), first(a(1), b(1)));
        assertOnly(Violation.Kind.MIXED);
    }

    @Test
    void onlyAReleaseGeneratedToFailMayFail() {
        expectations.widen(releases -> releases.with(A, "1.0.3.failing"));
        assertThat(audit(failed(new TortureFailure(A, "1.0.3.failing", false), b(1))))
                .containsExactly(Outcome.FAILED_AS_DECLARED);
        assertThat(violations.total()).isZero();
        assertThat(audit(failed(new TortureFailure(A, "1.0.1", false), b(1)))).containsExactly(Outcome.LOST);
        assertOnly(Violation.Kind.LOST);
    }

    @Test
    void anyOtherFailureLosesTheCall() {
        assertThat(audit(failed(new IllegalStateException("closed")))).containsExactly(Outcome.LOST);
        assertOnly(Violation.Kind.LOST);
        assertThat(violations.examples().get(0).text()).contains("closed");
    }

    @Test
    void aKeyThatMeetsTwoReleasesUnderOneWeightIsNotSticky() {
        StickyKeys keys = new StickyKeys(A);
        expectations.widen(releases -> releases.with(A, "1.0.2"));
        expectations.stick(keys);
        audit(first(a(1), b(1)));
        audit(first(a(1), b(1)));
        assertThat(keys.conflicts()).isEmpty();
        audit(first(a(2), b(1)));
        assertThat(keys.conflicts()).hasSize(1);
    }

    @Test
    void aScopeThatOutlastsTheCanaryDoesNotCountAsNotSticky() {
        StickyKeys keys = new StickyKeys(A);
        expectations.widen(releases -> releases.with(A, "1.0.2"));
        expectations.stick(keys);
        audit(first(a(1), b(1)));
        Expectation since = expectations.current();
        expectations.stick(null);
        new ScopeAudit(since, 2, "k", violations).check(List.of(first(a(2), b(1))));
        assertThat(keys.conflicts()).isEmpty();
    }

    private List<Outcome> audit(CallRecord... calls) {
        return new ScopeAudit(expectations.current(), 2, "k", violations).check(Arrays.asList(calls));
    }

    private void assertOnly(Violation.Kind kind) {
        assertThat(violations.counts()).containsOnlyKeys(kind);
        assertThat(violations.total()).isEqualTo(1);
    }

    private static Answer a(int number) {
        return new Answer(A, "1.0." + number, false);
    }

    private static Answer b(int number) {
        return new Answer(B, "1.0." + number, false);
    }

    private static CallRecord first(Answer... answers) {
        return new CallRecord(TortureHook.FIRST, List.of(answers), null);
    }

    private static CallRecord second(Answer... answers) {
        return new CallRecord(TortureHook.SECOND, List.of(answers), null);
    }

    private static CallRecord failed(Throwable failure, Answer... before) {
        return new CallRecord(TortureHook.FIRST, List.of(before), failure);
    }
}
