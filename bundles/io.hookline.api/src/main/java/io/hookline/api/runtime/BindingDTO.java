package io.hookline.api.runtime;

import org.osgi.annotation.versioning.ProviderType;

/** A row that binds a plain class of a plugin to a hook point, and what has become of it in one release of the plugin. */
@ProviderType
public interface BindingDTO {

    /** The row's name: the last part of its configuration's PID. */
    String row();

    /** Symbolic name of the bundle that holds the class. */
    String plugin();

    /** Version of the release that this is about; empty if it is about none, for instance because none is there. */
    String version();

    /** Its bundle's id, or -1. */
    long bundleId();

    /** Name of the class. */
    String className();

    /** Name of the hook point. */
    String point();

    /** Name of the hook that the class becomes. */
    String hook();

    /** Higher runs earlier. */
    int priority();

    /** What has become of it. */
    BindingState state();

    /** Why it is so and what mends it; for a bound class, the methods that are called. */
    String detail();
}
