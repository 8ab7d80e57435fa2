package io.hookline.common.trial;

/**
 * What a candidate must show in a step to be promoted.
 *
 * @param alpha the chance that is accepted, for each step, that a candidate is failed that is not worse than the
 *     tolerances allow, and likewise that one is passed that is worse; between 0 and 1
 * @param failureTolerance by how much its failure rate may exceed that of the stable release: 0.01 lets one call more
 *     in a hundred fail
 * @param slowTolerance by how much its share of slow calls may exceed that of the stable release
 * @param latencyCounts whether the share of slow calls is judged at all
 * @param callsToFail how many calls of each release a measure must have seen before it can fail the candidate
 * @param callsToPass how many calls of each release a measure must have seen before the candidate can pass
 */
public record StepCriteria(
        double alpha,
        double failureTolerance,
        double slowTolerance,
        boolean latencyCounts,
        long callsToFail,
        long callsToPass) {

    /** Accepts one failed call more in a hundred, and one slow call more in ten, at an alpha of one percent. */
    public static final StepCriteria DEFAULT = new StepCriteria(0.01, 0.01, 0.1, true, 20, 100);

    /** Refuses shares that are out of range and negative counts. */
    public StepCriteria {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must be between 0 and 1: " + alpha);
        }
        checkTolerance("failureTolerance", failureTolerance);
        checkTolerance("slowTolerance", slowTolerance);
        if (callsToFail < 1 || callsToPass < 1) {
            throw new IllegalArgumentException(
                    "callsToFail and callsToPass must be at least 1: " + callsToFail + ", " + callsToPass);
        }
    }

    private static void checkTolerance(String name, double tolerance) {
        if (!(tolerance >= 0 && tolerance < 1)) {
            throw new IllegalArgumentException(name + " must be at least 0 and less than 1: " + tolerance);
        }
    }
}
