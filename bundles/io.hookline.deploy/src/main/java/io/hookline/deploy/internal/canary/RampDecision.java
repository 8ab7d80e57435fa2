package io.hookline.deploy.internal.canary;

/**
 * What is to be done with a canary now.
 *
 * @param action what is to be done
 * @param weightPercent the candidate's share of the calls from now on
 * @param reason why, in plain words
 */
public record RampDecision(Action action, int weightPercent, String reason) {

    /** What is to be done. */
    public enum Action {

        /** Nothing. */
        STAY,

        /** Change the weight to that of the next step. */
        NEXT_STEP,

        /** Make the candidate the stable release; the canary has ended. */
        PROMOTE,

        /** Take the candidate out; the canary has ended. */
        ROLL_BACK,

        /** Keep the weight and wait for an operator to decide. */
        PAUSE
    }
}
