package io.hookline.deploy;

/** Where a release stands in its life. */
public enum ReleaseState {

    /** It is installed, or stopped and kept in the store, and stands in no chain. */
    LOADED,

    /** Its hooks stand in their chains. */
    RUNNING,

    /** Its hooks stand in the chains of some calls, beside the release that runs. */
    CANARY,

    /** It has left the chains; calls that began before are being waited for, or it is being stopped. */
    STOPPING,

    /** It has been removed; its jar is kept for a rollback. */
    CLOSED,

    /** It did not start, or failed as a canary. */
    FAILED,

    /** Its content is not to run until it is let out on parole. */
    QUARANTINED
}
