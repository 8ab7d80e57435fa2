package io.hookline.deploy;

/** The state of a canary. Later versions add constants. */
public enum CanaryState {

    /** It takes its share of the calls, and is judged. */
    RUNNING,

    /** It takes its share of the calls, and waits for an operator to resume, promote or abort it. */
    PAUSED,

    /** The candidate runs beside the stable release; its answers are compared, and go nowhere. */
    SHADOW,

    /** The candidate has replaced the stable release: the generation in which it takes all calls is published. */
    PROMOTED,

    /**
     * The candidate failed, or an operator aborted it: the generation in which the stable release takes all calls is
     * published.
     */
    ROLLED_BACK
}
