package io.hookline.deploy;

/** The state of a release. */
public enum ReleaseState {

    /** It is installed and in no chain yet; or it is stopped, and is kept in the store. */
    LOADED,

    /**
     * It is to run and does not: it waits for a plugin that it depends on, for its artifact type or for its own start,
     * or its bundle was stopped by hand. It runs again by itself as soon as it can.
     */
    WAITING,

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
    QUARANTINED,

    /** It is no release: a bundle that was installed by other means than deploy, and was not verified. */
    FOREIGN
}
