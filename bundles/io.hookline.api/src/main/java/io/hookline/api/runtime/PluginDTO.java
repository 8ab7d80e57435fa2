package io.hookline.api.runtime;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** A bundle that says what it is ({@code io.hookline.api.plugin.Plugin}), publishes hooks or asks for a hook point. */
@ProviderType
public interface PluginDTO {

    /** Symbolic name. */
    String name();

    /** Bundle version. */
    String version();

    /** Bundle id. */
    long bundleId();

    /** The bundle's state in the framework's words: INSTALLED, RESOLVED, STARTING, ACTIVE, STOPPING. */
    String state();

    /** Points in whose chain it stands. */
    List<String> active();

    /** Points where a newer release stands in its place. */
    List<String> standby();

    /** Points it requires, as its manifest says. */
    List<String> asks();

    /** The id by which others know it; without {@code Plugin}, its symbolic name. */
    String id();

    /** The version that {@code Plugin} states for others; where it states none, the bundle's. */
    String pluginVersion();

    /** What it is good for, as {@code Plugin} says. */
    List<String> tags();

    /** Plugins that it does not run without, each as id and versions, for instance {@code cache [1.2.0,2.0.0)}. */
    List<String> dependsOn();

    /** Resolved plugins that do not run without it, each as name and release, for instance {@code org.example.report 1.0.0}. */
    List<String> dependants();

    /** The highest {@code service.ranking} of its services; 0 if it publishes none. */
    int ranking();
}
