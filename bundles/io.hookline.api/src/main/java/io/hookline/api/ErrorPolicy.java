package io.hookline.api;

/** What a hook's failure does to its chain. Each point states its own. */
public enum ErrorPolicy {

    /** The call fails: the caller sees the hook's exception, and no later hook runs. Fail-closed. */
    ABORT,

    /** The failure is counted and logged, and the chain goes on as if the hook were not there. Fail-open. */
    SKIP,

    /** The chain ends, and the point's fallback answers instead. */
    FALLBACK
}
