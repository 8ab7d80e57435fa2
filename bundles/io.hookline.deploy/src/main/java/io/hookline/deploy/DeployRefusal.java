package io.hookline.deploy;

/** Why a change was refused. Later versions add constants. */
public enum DeployRefusal {

    /** The file or address cannot be read. */
    UNREADABLE,

    /** The file is empty. */
    EMPTY,

    /** The file is no zip archive, or a damaged one: truncated, garbage, or with a wrong checksum. */
    DAMAGED,

    /** The file is larger than the limits allow, packed, unpacked or in entries, or takes too long to verify. */
    TOO_LARGE,

    /** The archive holds names that could lead out of it, or one name twice. */
    UNSAFE_NAMES,

    /** The archive's manifest does not make it a plugin: no symbolic name, a bad version or a fragment. */
    NOT_A_BUNDLE,

    /** The artifact type of the release is not available: the bundle that provides it is not there. */
    TYPE_MISSING,

    /** A signature is required and there is none. */
    UNSIGNED,

    /** It is signed by a key that is not trusted here. */
    UNTRUSTED_SIGNER,

    /** The signature does not fit the content. */
    TAMPERED,

    /** It is signed, but holds entries that the signature does not cover. */
    UNSIGNED_ENTRY,

    /** The content was quarantined. */
    QUARANTINED,

    /** This version is known with other content. */
    SAME_VERSION,

    /** This very release runs already. */
    ALREADY_RUNNING,

    /** It is stopped already. */
    ALREADY_STOPPED,

    /** It was deployed from the drop folder and has been replaced since, by other means. */
    REPLACED,

    /** An older version than the running one, not asked for as such. */
    DOWNGRADE,

    /** The version lies about the change. */
    VERSION_LIES,

    /** It exports a package that belongs to the product, to which bundles of the product could be wired. */
    PRODUCT_PACKAGE,

    /** It changes how the framework or the product works for all, and the operator has not allowed that by name. */
    REACHES_INTO_FRAMEWORK,

    /** Something that it requires is not offered. */
    UNRESOLVED,

    /** It depends on a plugin that depends on it. */
    DEPENDENCY_CYCLE,

    /** It states a plugin id that another plugin has. */
    ID_TAKEN,

    /** What it requires is offered, but the packages' uses constraints contradict each other. */
    USES_CONFLICT,

    /**
     * Removing the old release would restart bundles that are not part of the change, or stopping it leave them without
     * it.
     */
    RIPPLE,

    /** The set could not start whole: a plugin in it would lack what it requires, now or at the next start. */
    SET_INCOMPLETE,

    /** A point would be left without a hook that it requires. */
    REQUIRED_MISSING,

    /** The order of a chain refuses a hook of it. */
    ORDER_CYCLE,

    /** A bundle of that name is installed that no desired set names: one of the product's, or one installed by hand. */
    FOREIGN_BUNDLE,

    /** Its configuration is refused, or lacks what it needs. */
    CONFIGURATION,

    /** It did not become ready within the deadline, or failed to. */
    NOT_READY,

    /** It did not take the state of the old release over, or not in time. */
    STATE_REFUSED,

    /** No release, canary or set of that name or number is known. */
    UNKNOWN,

    /** Another change is going on that does not allow this one. */
    BUSY,

    /** The store cannot be written. */
    STORE_FAILED,

    /** It was cancelled before it was published. */
    CANCELLED,

    /** It was prepared and not committed in time. */
    EXPIRED
}
