package io.hookline.api.runtime;

/** Why a hook is not in a chain, or a plugin not running. Later versions add constants. */
public enum RefusalReason {

    /** No host has opened the point that the hook names. */
    UNKNOWN_POINT,

    /**
     * The service does not implement the point's contract, implements only some of it, or implements one from another
     * class loader.
     */
    WRONG_CONTRACT,

    /** A service property has the wrong type or no content. */
    BAD_PROPERTY,

    /** The hook's before and after constraints contradict those of others. */
    ORDER_CYCLE,

    /** The service is not available: its component failed to start. */
    ACTIVATION_FAILED,

    /** The hook was called and threw a linkage error: it does not match the classes that are here. */
    CONTRACT_BROKEN,
    /** The bundle requires a package, a hook point, a plugin or a bundle that no bundle here provides. */
    UNRESOLVED,

    /** What was installed is a jar without a symbolic name in its manifest. */
    NOT_A_BUNDLE,

    /** A row of the configuration binds a class that is not there, or that does not match the point. */
    BAD_BINDING
}
