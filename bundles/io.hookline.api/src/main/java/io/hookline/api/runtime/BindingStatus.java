package io.hookline.api.runtime;

/**
 * A configuration row that binds a plain class of a plugin to a hook point, and its state in one release of the plugin.
 *
 * @param row the row's name: the last part of its configuration's PID
 * @param plugin symbolic name of the bundle that holds the class
 * @param version version of the release; empty if the row matches no release, for instance because none is installed
 * @param bundleId id of its bundle; -1 if the row matches no release
 * @param className name of the class
 * @param point name of the hook point
 * @param hook name of the hook that the class becomes
 * @param priority a hook of higher priority runs earlier
 * @param state the state of the binding
 * @param detail the reason for the state and its remedy; for a bound class, the methods that are called
 */
public record BindingStatus(
        String row,
        String plugin,
        String version,
        long bundleId,
        String className,
        String point,
        String hook,
        int priority,
        BindingState state,
        String detail) {}
