package io.hookline.deploy;

/** The state of a release. */
public enum ReleaseState {

    /**
     * It is installed and in no chain yet; or it is stopped, or waits for its artifact type, and is kept in the store.
     */
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

    /** Its content must not run until an operator releases it from quarantine. */
    QUARANTINED
}
