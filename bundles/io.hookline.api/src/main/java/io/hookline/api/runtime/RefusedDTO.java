package io.hookline.api.runtime;

import org.osgi.annotation.versioning.ProviderType;

/** A hook or a plugin that was refused. */
@ProviderType
public interface RefusedDTO {

    /** The hook's name, or the bundle's symbolic name for a bundle that does not resolve. */
    String name();

    /** Symbolic name of the bundle. */
    String plugin();

    /** Its version. */
    String version();

    /** Its id. */
    long bundleId();

    /** The kind of refusal. */
    RefusalReason reason();

    /** What was asked for, by whom, and what is there instead. */
    String detail();
}
