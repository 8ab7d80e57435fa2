package io.hookline.deploy.internal.boot;

import io.hookline.deploy.internal.store.LastStart;

/** The state of the process that a deployment runs in. Safe for use by many threads. */
public interface ProcessState {

    /** Whether the process is about to end: what stops now stops because of that. */
    boolean isStopping();

    /**
     * Runs an action once, when the process has started completely; at once if it has.
     *
     * @return stops waiting for it
     */
    Runnable whenStarted(Runnable action);

    /** What the launcher knows of the start of the process before. */
    default LastStart lastStart() {
        return LastStart.UNKNOWN;
    }
}
