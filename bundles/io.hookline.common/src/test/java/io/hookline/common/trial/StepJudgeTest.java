package io.hookline.common.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.trial.StepVerdict.Outcome;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StepJudgeTest {

    private static final int NEVER = Integer.MAX_VALUE;
    private static final StepCriteria FAILURES_ONLY = new StepCriteria(0.01, 0.01, 0.1, false, 20, 100);

    private final StepJudge judge = new StepJudge(StepCriteria.DEFAULT);
    private final StepJudge byFailures = new StepJudge(FAILURES_ONLY);

    // ---- error rates ---------------------------------------------------------------------------------------------

    @Test
    void equalReleasesAreSeldomFailedHoweverOftenOneLooks() {
        int runs = 400;
        double alpha = 0.05;
        // Nothing is tolerated, so that equal releases are as near to failing as can be.
        StepJudge strict = new StepJudge(new StepCriteria(alpha, 0, 0, false, 20, 100));
        int[] looks = IntStream.range(0, runs)
                .parallel()
                .map(run -> {
                    SimulatedCalls calls = new SimulatedCalls(0.5, 0.01, 0.01, run);
                    boolean failed = false;
                    boolean failedByFixedTest = false;
                    for (int call = 0; call < 20_000; call++) {
                        calls.next();
                        failed = failed || strict.outcome(calls.failures()) == Outcome.FAIL;
                        failedByFixedTest |= isFailedByFixedTest(calls);
                    }
                    return (failed ? 1 : 0) + (failedByFixedTest ? 2 : 0);
                })
                .toArray();
        long failed = IntStream.of(looks).filter(look -> (look & 1) != 0).count();
        long failedByFixedTest =
                IntStream.of(looks).filter(look -> (look & 2) != 0).count();
        assertThat(failed).isLessThanOrEqualTo((long) (alpha * runs));
        // What it is for: the customary test at the same level, good for one look, errs several times as often.
        assertThat(failedByFixedTest).isGreaterThan((long) (4 * alpha * runs));
    }

    /** The one-sided test of two proportions by the normal distribution, at a level of 5 percent. */
    private static boolean isFailedByFixedTest(SimulatedCalls calls) {
        long all = calls.candidateCalls + calls.stableCalls;
        double pooled = (double) (calls.candidateHits + calls.stableHits) / all;
        double deviation = Math.sqrt(pooled * (1 - pooled) * (1.0 / calls.candidateCalls + 1.0 / calls.stableCalls));
        double difference =
                (double) calls.candidateHits / calls.candidateCalls - (double) calls.stableHits / calls.stableCalls;
        return all >= 1000 && difference > 1.645 * deviation;
    }

    @Test
    void aCandidateWorseByTwiceTheToleranceIsSeldomPassed() {
        long passed = IntStream.range(0, 200)
                .filter(run ->
                        callsUntil(Outcome.PASS, byFailures, new SimulatedCalls(0.25, 0.03, 0.01, run), 1500) != NEVER)
                .count();
        assertThat(passed).isLessThanOrEqualTo(2);
    }

    @Test
    void eachOfTwoMeasuresFailsAtHalfOfAlpha() {
        StepJudge both = new StepJudge(new StepCriteria(0.01, 0, 0, true, 20, 100));
        StepJudge alone = new StepJudge(new StepCriteria(0.01, 0, 0, false, 20, 100));
        StepJudge aloneAtHalf = new StepJudge(new StepCriteria(0.005, 0, 0, false, 20, 100));
        for (int failures = 0; failures <= 100; failures++) {
            StepObservation seen = new StepObservation(100, failures, 1000, 10, 100, 5, 1000, 50);
            assertThat(both.outcome(seen) == Outcome.FAIL)
                    .as("%s of 100", failures)
                    .isEqualTo(aloneAtHalf.outcome(seen) == Outcome.FAIL);
        }
        assertThat(IntStream.rangeClosed(0, 100)
                        .mapToObj(failures -> new StepObservation(100, failures, 1000, 10, 0, 0, 0, 0))
                        .filter(seen -> alone.outcome(seen) != aloneAtHalf.outcome(seen)))
                .isNotEmpty();
    }

    // ---- power ---------------------------------------------------------------------------------------------------

    @Test
    void passesWithinEightHundredCallsIfNeitherFails() {
        int calls = 1;
        while (byFailures.outcome(new StepObservation(calls, 0, 19L * calls, 0, 0, 0, 0, 0)) != Outcome.PASS) {
            calls++;
        }
        assertThat(calls).isBetween(460, 800);
    }

    @Test
    void passesWithinFifteenHundredCallsIfBothFailTwoOfAThousand() {
        assertThat(medianCalls(Outcome.PASS, byFailures, run -> new SimulatedCalls(0.05, 0.002, 0.002, run)))
                .isLessThan(1500);
    }

    @Test
    void failsWithinFiftyCallsIfOneOfFiveFails() {
        assertThat(medianCalls(Outcome.FAIL, judge, run -> new SimulatedCalls(0.05, 0.2, 0.002, run)))
                .isBetween(20, 50);
    }

    @Test
    void latencyPassesWithinFourHundredTimedCalls() {
        StepJudge latencyDecides = new StepJudge(new StepCriteria(0.01, 0.9, 0.1, true, 20, 100));
        int[] calls = IntStream.range(0, 15)
                .map(run -> {
                    SimulatedCalls simulated = new SimulatedCalls(0.05, 0.05, 0.05, run);
                    do {
                        simulated.next();
                    } while (latencyDecides.outcome(simulated.slow()) != Outcome.PASS);
                    return (int) simulated.candidateCalls;
                })
                .sorted()
                .toArray();
        assertThat(calls[calls.length / 2]).isBetween(100, 400);
    }

    private static int medianCalls(Outcome wanted, StepJudge judge, Function<Integer, SimulatedCalls> simulation) {
        int[] calls = IntStream.range(0, 15)
                .map(run -> callsUntil(wanted, judge, simulation.apply(run), 5000))
                .sorted()
                .toArray();
        return calls[calls.length / 2];
    }

    /** How many calls of the candidate it took, or {@link #NEVER} if the outcome did not come within the limit. */
    private static int callsUntil(Outcome wanted, StepJudge judge, SimulatedCalls calls, int limit) {
        while (calls.candidateCalls < limit) {
            calls.next();
            if (judge.outcome(calls.failures()) == wanted) {
                return (int) calls.candidateCalls;
            }
        }
        return NEVER;
    }

    // ---- few calls, missing measures -----------------------------------------------------------------------------

    @Test
    void tooFewCallsNeitherPassNorFail() {
        for (int calls = 0; calls < 20; calls++) {
            assertThat(judge.outcome(failing(calls, calls, 1_000_000))).isEqualTo(Outcome.INCONCLUSIVE);
            assertThat(judge.outcome(new StepObservation(1_000_000, 1_000_000, calls, 0, 0, 0, 0, 0)))
                    .isEqualTo(Outcome.INCONCLUSIVE);
        }
        assertThat(judge.outcome(failing(20, 20, 1_000_000))).isEqualTo(Outcome.FAIL);
        StepJudge lax = new StepJudge(new StepCriteria(0.5, 0.9, 0.9, false, 1, 100));
        assertThat(lax.outcome(failing(99, 0, 1_000_000))).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(lax.judge(failing(99, 0, 1_000_000)).reason())
                .endsWith(" is accepted, and it takes 100 calls to pass");
        assertThat(lax.outcome(failing(100, 0, 1_000_000))).isEqualTo(Outcome.PASS);
    }

    private static StepObservation failing(long calls, long failures, long stableCalls) {
        return new StepObservation(calls, failures, stableCalls, 0, 0, 0, 0, 0);
    }

    @Test
    void aMeasureNeverSeenIsAnErrorAtTheDeadlineOnly() {
        StepObservation untimed = failing(5000, 0, 5000);
        assertThat(judge.judge(untimed))
                .isEqualTo(new StepVerdict(
                        Outcome.INCONCLUSIVE, "share of slow calls unknown: no timed call of the candidate"));
        assertThat(judge.atDeadline(untimed))
                .isEqualTo(new StepVerdict(
                        Outcome.MISSING_MEASURE, "share of slow calls unknown: no timed call of the candidate"));
        assertThat(byFailures.atDeadline(untimed).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void missingCallsAreNamed() {
        assertThat(byFailures.atDeadline(failing(0, 0, 5000)))
                .isEqualTo(new StepVerdict(Outcome.MISSING_MEASURE, "failure rate unknown: no call of the candidate"));
        assertThat(byFailures.atDeadline(failing(5000, 0, 0)))
                .isEqualTo(new StepVerdict(
                        Outcome.MISSING_MEASURE, "failure rate unknown: no call of the stable release"));
        assertThat(judge.atDeadline(StepObservation.NONE).reason())
                .isEqualTo("failure rate unknown: no call of the candidate;"
                        + " share of slow calls unknown: no timed call of the candidate");
    }

    @Test
    void aMeasureThatFailsOutweighsAMissingOne() {
        assertThat(judge.atDeadline(failing(100, 50, 5000)).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void fewCallsAreInconclusiveAtTheDeadlineToo() {
        StepVerdict verdict = judge.atDeadline(new StepObservation(10, 0, 1000, 0, 10, 1, 1000, 50));
        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    // ---- verdicts and words --------------------------------------------------------------------------------------

    @Test
    void allMeasuresMustPass() {
        assertThat(judge.outcome(new StepObservation(5000, 5, 5000, 5, 2000, 100, 2000, 100)))
                .isEqualTo(Outcome.PASS);
        assertThat(judge.outcome(new StepObservation(5000, 5, 5000, 5, 2000, 700, 2000, 100)))
                .isEqualTo(Outcome.FAIL);
        assertThat(judge.outcome(new StepObservation(5000, 5, 5000, 5, 60, 3, 2000, 100)))
                .isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void theReasonNamesTheMeasureThatDecidedWithItsFigures() {
        StepVerdict verdict = judge.judge(new StepObservation(1000, 120, 19_000, 38, 1000, 50, 19_000, 950));
        assertThat(verdict)
                .isEqualTo(new StepVerdict(
                        Outcome.FAIL,
                        "failure rate 12 % (between 8.3 % and 16.5 %) against 0.2 % of the stable release"
                                + " (between 0.097 % and 0.359 %) after 1000 and 19000 calls: a difference between +7.7"
                                + " and +16.68 points, where +1 is accepted"));
    }

    @Test
    void aPassGivesTheFiguresOfAllMeasures() {
        StepVerdict verdict = judge.judge(new StepObservation(5000, 5, 5000, 5, 2000, 100, 2000, 100));
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict.reason())
                .startsWith("failure rate 0.1 % (between ")
                .contains("; share of slow calls 5 % (between ")
                .contains(" after 2000 and 2000 timed calls: a difference between -")
                .endsWith(" points, where +10 is accepted");
    }

    @Test
    void extremeCountsAreJudged() {
        long billion = 1_000_000_000L;
        assertThat(judge.outcome(new StepObservation(billion, 0, billion, 0, billion, billion, billion, billion)))
                .isEqualTo(Outcome.PASS);
        assertThat(judge.judge(new StepObservation(billion, billion, billion, 0, 1, 1, 1, 0))
                        .reason())
                .startsWith("failure rate 100 % (between 100 % and 100 %) against 0 % of the stable release");
        assertThat(judge.outcome(new StepObservation(billion, billion, billion, billion, billion, 0, billion, 0)))
                .isEqualTo(Outcome.PASS);
    }
}
