package io.hookline.api.hook;

/** The service properties and the capability namespace by which hooks, points and the core find each other. */
public final class HookProperties {

    /** Service property: the name of the hook point, a string. Marks the service as a hook. */
    public static final String AT = "hook.at";

    /** Service property: plugins or hooks to run before; a string, an array or a collection of strings. */
    public static final String BEFORE = "hook.before";

    /** Service property: plugins or hooks to run after; a string, an array or a collection of strings. */
    public static final String AFTER = "hook.after";

    /**
     * Service property: the hook's name, unique within its plugin; a string. Without it, the name of the Declarative
     * Services component is used. Hooks of the same name in two releases of a plugin share a place in the chain.
     */
    public static final String NAME = "hook.name";

    /**
     * Service property: name of the one runner that can run the hook, regardless of guard rules; a string. For hooks
     * that are not Java code, such as those of a WASM module. Without it the guard rules decide.
     */
    public static final String RUNNER = "hook.runner";

    /**
     * Service property: the release that brings the hook, a {@link io.hookline.api.runtime.ReleaseId}. For bundles that
     * register hooks on behalf of releases which are not bundles; without it the bundle itself is the release.
     */
    public static final String RELEASE = "hook.release";

    /**
     * Service property: whether the hook never blocks its callers, a Boolean or the string {@code true} or {@code
     * false}. For hooks whose class does not carry {@link NonBlocking}, and to take the annotation back. Without it the
     * annotations decide.
     */
    public static final String NON_BLOCKING = "hook.nonblocking";

    /** Namespace of the capability that represents a hook point. */
    public static final String POINT_NAMESPACE = "io.hookline.point";

    /** Namespace of the capability that represents a plugin, and of the requirements of plugins that depend on it. */
    public static final String PLUGIN_NAMESPACE = "io.hookline.plugin";

    private HookProperties() {}
}
