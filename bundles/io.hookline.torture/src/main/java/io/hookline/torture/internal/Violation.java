package io.hookline.torture.internal;

/**
 * A broken guarantee.
 *
 * @param text what happened, with the call or operation
 */
record Violation(Kind kind, String text) {

    /** The kinds of violations. */
    enum Kind {

        /** A call had no outcome, or failed unexpectedly. */
        LOST,

        /** A call was answered by a release that had been stopped. */
        STALE,

        /** A scope saw two versions of a plugin, or only part of a change of several plugins. */
        MIXED,

        /** A plugin answered one call more than once. */
        DUPLICATED,

        /** An unexpected release answered, or an expected one did not. */
        WRONG_RELEASE,

        /** A key met two releases while the weight of the canary stayed the same. */
        NOT_STICKY,

        /** The counts of the callers, a release and the runtime differ. */
        MISCOUNTED,

        /** An operation did not end as expected. */
        OPERATION,

        /** Something of the run was still there after the clean-up. */
        LEFT_BEHIND
    }
}
