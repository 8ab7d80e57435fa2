package io.hookline.common.trial;

import io.hookline.common.trial.StepVerdict.Outcome;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * One measure of the candidate beside the same one of the stable release.
 *
 * @param name what is measured, as in "failure rate"
 * @param call what it is measured of, as in "timed call"
 * @param candidate the candidate's
 * @param stable the stable release's
 * @param tolerance by how much the candidate's may be higher
 */
record MeasureComparison(String name, String call, RateBounds candidate, RateBounds stable, double tolerance) {

    /** What follows from this measure alone; missing ones are inconclusive. */
    Outcome outcome(StepCriteria criteria, double alphaToFail) {
        long calls = fewerCalls();
        DifferenceBounds difference = DifferenceBounds.of(candidate, stable);
        if (calls >= criteria.callsToFail() && difference.isAbove(tolerance, alphaToFail)) {
            return Outcome.FAIL;
        }
        if (calls >= criteria.callsToPass() && difference.isBelow(tolerance, criteria.alpha())) {
            return Outcome.PASS;
        }
        return Outcome.INCONCLUSIVE;
    }

    /** Whether one of the releases has never been measured. */
    boolean isMissing() {
        return candidate.calls() == 0 || stable.calls() == 0;
    }

    /** The figures in words. */
    String figures(StepCriteria criteria, double alphaToFail, Contenders who) {
        if (isMissing()) {
            return name + " unknown: no " + call + " of the "
                    + (candidate.calls() == 0 ? who.candidate() : who.stable());
        }
        DifferenceBounds difference = DifferenceBounds.of(candidate, stable);
        double alpha = criteria.alpha();
        return name + " " + percent(candidate.observed()) + " (between " + percent(candidate.lower(alpha)) + " and "
                + percent(candidate.upper(alpha)) + ") against " + percent(stable.observed())
                + " of the " + who.stable() + " (between " + percent(stable.lower(alpha)) + " and "
                + percent(stable.upper(alpha)) + ") after " + candidate.calls() + " and " + stable.calls() + " " + call
                + "s: a difference between " + points(difference.lower(alphaToFail)) + " and "
                + points(difference.upper(alpha)) + " points, where " + points(tolerance) + " is accepted";
    }

    /** What is still short of calls, in words; empty if nothing is. */
    String shortage(StepCriteria criteria) {
        return !isMissing() && fewerCalls() < criteria.callsToPass()
                ? ", and it takes " + criteria.callsToPass() + " " + call + "s to pass"
                : "";
    }

    private long fewerCalls() {
        return Math.min(candidate.calls(), stable.calls());
    }

    private static String points(double difference) {
        return (difference > 0 ? "+" : "") + decimal(difference, 2);
    }

    private static String percent(double share) {
        return decimal(share, share >= 0.01 ? 1 : 3) + " %";
    }

    private static String decimal(double share, int digits) {
        return BigDecimal.valueOf(share)
                .movePointRight(2)
                .setScale(digits, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
