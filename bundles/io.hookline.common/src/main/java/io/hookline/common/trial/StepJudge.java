package io.hookline.common.trial;

import io.hookline.common.trial.StepVerdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Compares a candidate with the stable release beside it, by failure rate and by share of slow calls. Immutable.
 *
 * <p>It may be asked after every call, and its first answer other than inconclusive taken: this is accounted for. What
 * it takes for granted is that calls fail, or are slow, independently of each other at a rate that stays the same
 * throughout the step. A burst of failures of one cause counts as many; that the stable release is judged by the same
 * time's calls sets off what both suffer.
 *
 * <p>With the default criteria and one call of twenty going to the candidate, a candidate passes after fewer than 800
 * of its calls if neither release fails, in the median after fewer than 1500 if both fail 2 calls of 1000; a candidate
 * that fails 20 calls of 100 beside such a release is failed in the median within 50 of its calls. Where 5 % of both
 * releases' calls are slow, latency passes in the median within 400 timed calls of the candidate.
 */
public final class StepJudge {

    private final StepCriteria criteria;
    private final double alphaToFail;
    private final Contenders who;

    /*
     * Each verdict keeps alpha over all measures. A wrong FAIL takes one measure that errs, so the measures share alpha
     * (Bonferroni). For a wrong PASS, a measure by which the candidate is truly worse must err, whatever the others do,
     * so each may use all of alpha: an intersection-union test (R. Berger, Multiparameter hypothesis testing and
     * acceptance sampling, Technometrics 24, 1982). And no candidate can suffer both errors by one measure: its
     * difference lies on one side of the tolerance.
     */

    /** By these criteria. */
    public StepJudge(StepCriteria criteria) {
        this(criteria, Contenders.RELEASES);
    }

    /** By these criteria, and with other names in the reasons. */
    public StepJudge(StepCriteria criteria, Contenders who) {
        this.criteria = criteria;
        this.who = who;
        this.alphaToFail = criteria.latencyCounts() ? criteria.alpha() / 2 : criteria.alpha();
    }

    /** What the calls of a step tell while it goes on. */
    public StepVerdict judge(StepObservation seen) {
        return verdict(seen, outcome(seen));
    }

    /**
     * What the calls of a step tell when its time is over: a measure that was never seen is an error then, unless
     * another one fails the candidate.
     */
    public StepVerdict atDeadline(StepObservation seen) {
        Outcome outcome = outcome(seen);
        boolean missing = measures(seen).stream().anyMatch(MeasureComparison::isMissing);
        return verdict(seen, outcome == Outcome.INCONCLUSIVE && missing ? Outcome.MISSING_MEASURE : outcome);
    }

    /** The outcome alone, without putting it into words. */
    public Outcome outcome(StepObservation seen) {
        Outcome worst = Outcome.PASS;
        for (MeasureComparison measure : measures(seen)) {
            Outcome outcome = measure.outcome(criteria, alphaToFail);
            if (outcome == Outcome.FAIL) {
                return outcome;
            }
            if (outcome != Outcome.PASS) {
                worst = outcome;
            }
        }
        return worst;
    }

    private StepVerdict verdict(StepObservation seen, Outcome outcome) {
        return new StepVerdict(
                outcome,
                measures(seen).stream()
                        .filter(measure -> decides(measure, outcome))
                        .map(measure -> measure.figures(criteria, alphaToFail, who)
                                + (outcome == Outcome.INCONCLUSIVE ? measure.shortage(criteria) : ""))
                        .collect(Collectors.joining("; ")));
    }

    /** Whether this measure led to the outcome: all must pass, one is enough for any other. */
    private boolean decides(MeasureComparison measure, Outcome outcome) {
        return outcome == Outcome.MISSING_MEASURE
                ? measure.isMissing()
                : measure.outcome(criteria, alphaToFail) == outcome;
    }

    private List<MeasureComparison> measures(StepObservation seen) {
        List<MeasureComparison> measures = new ArrayList<>(2);
        measures.add(new MeasureComparison(
                "failure rate",
                "call",
                RateBounds.of(seen.candidateFailures(), seen.candidateCalls()),
                RateBounds.of(seen.stableFailures(), seen.stableCalls()),
                criteria.failureTolerance()));
        if (criteria.latencyCounts()) {
            measures.add(new MeasureComparison(
                    "share of slow calls",
                    "timed call",
                    RateBounds.of(seen.candidateSlow(), seen.candidateTimed()),
                    RateBounds.of(seen.stableSlow(), seen.stableTimed()),
                    criteria.slowTolerance()));
        }
        return measures;
    }
}
