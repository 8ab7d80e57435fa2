package io.hookline.api.runtime;

/** Whether a hook may block the thread that calls it. Later versions add constants. */
public enum Blocking {

    /** It may: it does not declare otherwise, or its runner makes callers wait. */
    MAY_BLOCK,

    /** It declares that it never blocks, and runs on the caller's thread. */
    NON_BLOCKING,

    /** It declares that it never blocks, but has blocked: it counts as one that may, until its guard is reset. */
    WITHDRAWN
}
