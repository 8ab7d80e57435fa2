package io.hookline.torture.internal;

/** The kinds of operations on the plugins. */
enum OperationKind {

    /** A release replaced by the next one. */
    SWAP("swap"),

    /** Several releases replaced in one generation. */
    SWAP_TOGETHER("swap together"),

    /** A slow release replaced while calls are in it. */
    SWAP_SLOW("swap of a slow release"),

    /** A release that becomes ready late. */
    SWAP_LATE("swap for a late one"),

    /** A newer release replaced by an older one. */
    DOWNGRADE("downgrade"),

    /** A rollback to the previous set. */
    ROLLBACK("rollback"),

    /** A canary that is promoted. */
    CANARY_PROMOTED("canary promoted"),

    /** A canary that is aborted. */
    CANARY_ABORTED("canary aborted"),

    /** A canary that fails, so that the deployer rolls it back and quarantines it. */
    CANARY_FAILED("canary that fails"),

    /** A running bundle stopped or uninstalled without the deployer, then restored. */
    KILL("kill"),

    /** A change that is cancelled while it runs. */
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
