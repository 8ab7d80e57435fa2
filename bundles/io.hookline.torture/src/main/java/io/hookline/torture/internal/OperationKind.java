package io.hookline.torture.internal;

/** What is done to the plugins. */
enum OperationKind {

    /** A release replaced by the next one. */
    SWAP("swap"),

    /** Several replaced in one generation. */
    SWAP_TOGETHER("swap together"),

    /** A slow release replaced with calls in it. */
    SWAP_SLOW("swap of a slow release"),

    /** A release that becomes ready late. */
    SWAP_LATE("swap for a late one"),

    /** An older release in the place of a newer one. */
    DOWNGRADE("downgrade"),

    /** Back to the set before. */
    ROLLBACK("rollback"),

    /** A canary that takes over. */
    CANARY_PROMOTED("canary promoted"),

    /** A canary that is ended by hand. */
    CANARY_ABORTED("canary aborted"),

    /** A canary that fails, is rolled back by itself, and quarantined. */
    CANARY_FAILED("canary that fails"),

    /** A running bundle stopped or uninstalled from outside, and a release deployed in its place. */
    KILL("kill"),

    /** A change that is cancelled under way. */
    CANCEL("cancelled change"),

    /** A change that is refused. */
    REFUSE("refused change"),

    /** A release that hangs when it is stopped. */
    HANG("hanging stop");

    private final String words;

    OperationKind(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
