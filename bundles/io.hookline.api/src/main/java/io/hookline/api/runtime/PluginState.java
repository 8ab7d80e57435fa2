package io.hookline.api.runtime;

/** The state of a plugin's bundle, in the words of the OSGi framework. */
public enum PluginState {

    /** It is installed; its requirements are not resolved. */
    INSTALLED,

    /** Its requirements are resolved; it is not started. */
    RESOLVED,

    /** It is being started, or waits for its first use. */
    STARTING,

    /** It is started. */
    ACTIVE,

    /** It is being stopped. */
    STOPPING,

    /** It was uninstalled a moment ago. */
    UNINSTALLED
}
