package io.hookline.torture.internal;

/**
 * Something that must not happen.
 *
 * @param text what, with the call or operation, for people
 */
record Violation(Kind kind, String text) {

    /** What sort of thing. */
    enum Kind {

        /** A call had no outcome, or one that nobody declared. */
        LOST,

        /** A call was answered by a release that had been stopped. */
        STALE,

        /** A scope saw two versions of a plugin, or one plugin of a change made together without the other. */
        MIXED,

        /** A plugin answered one call more than once. */
        DUPLICATED,

        /** A release answered that was not to, or one did not that was to. */
        WRONG_RELEASE,

        /** A key met two releases under a canary that kept its weight. */
        NOT_STICKY,

        /** What the callers, a release and the runtime counted is not the same. */
        MISCOUNTED,

        /** An operation had another end than it was to have. */
        OPERATION,

        /** Something of the run was still there after its end. */
        LEFT_BEHIND
    }
}
