package io.hookline.common.trial;

/**
 * What is known of a candidate after the calls of a step.
 *
 * @param outcome what is to be concluded
 * @param reason why, in plain words with the figures
 */
public record StepVerdict(Outcome outcome, String reason) {

    /** What is to be concluded. */
    public enum Outcome {

        /** By every measure, the candidate certainly exceeds the stable release by no more than is accepted. */
        PASS,

        /** By some measure, the candidate certainly exceeds the stable release by more than is accepted. */
        FAIL,

        /** Neither is certain; more calls may tell. */
        INCONCLUSIVE,

        /**
         * The time is over, and a measure was never seen of one of the releases: an error, for nothing is known of it.
         */
        MISSING_MEASURE
    }
}
