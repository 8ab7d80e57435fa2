package io.hookline.gateway.internal.balance;

/** Whether a target gets requests. */
public enum TargetState {
    /** It gets requests. */
    UP,
    /** It gets none for a time, because requests failed. */
    EJECTED,
    /** It gets none until checks pass. */
    UNHEALTHY
}
