package io.hookline.deploy.internal.reach;

import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What the operator allows by name: plugins that may reach into the framework, and bundles that may be installed by
 * other means than deploy. Safe for use by many threads.
 */
public final class FrameworkAccess {

    private volatile Set<String> plugins = Set.of();
    private volatile Set<String> foreign = Set.of();

    /** Allows nothing. */
    public FrameworkAccess() {}

    /**
     * Replaces what is allowed.
     *
     * @param allowedPlugins symbolic names of plugins
     * @param foreignBundles symbolic names of bundles
     */
    public void allow(Collection<String> allowedPlugins, Collection<String> foreignBundles) {
        plugins = Set.copyOf(allowedPlugins);
        foreign = Set.copyOf(foreignBundles);
    }

    /** Whether a plugin may reach into the framework. */
    boolean isAllowed(String plugin) {
        return plugins.contains(plugin);
    }

    /** Whether a bundle may be installed by other means than deploy. */
    boolean isForeignAllowed(String symbolicName) {
        return foreign.contains(symbolicName);
    }

    static DeployRefusedException refusal(String plugin, String label, List<String> reaches) {
        return new DeployRefusedException(
                DeployRefusal.REACHES_INTO_FRAMEWORK,
                label + " reaches into the framework: " + reaches.get(0)
                        + ". Build it without that, or allow it by name: frameworkAccess = " + plugin
                        + " in io.hookline.deploy.cfg",
                reaches.subList(1, reaches.size()));
    }
}
