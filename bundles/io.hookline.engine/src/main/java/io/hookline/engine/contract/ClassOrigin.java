package io.hookline.engine.contract;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells where classes come from, for messages about a hook that does not fit its contract. Safe for use by many
 * threads.
 *
 * <p>The default knows class loaders. A module system knows more: which module a class belongs to, in which version,
 * and how modules are wired.
 */
@ConsumerType
public interface ClassOrigin {

    /** Where a class comes from, for instance {@code bundle io.hookline.gateway 0.1.0}. */
    String of(Class<?> type);

    /** The class, where it comes from, and the version of its package if there is one. */
    default String full(Class<?> type) {
        return type.getName() + " of " + of(type);
    }

    /** How a user of the class imports it: the package, with the range of versions if there is one. */
    default String importOf(Class<?> type) {
        return type.getPackageName();
    }

    /** How the module of one class gets the package of another; empty if that is not known. */
    default String wiring(Class<?> user, Class<?> used) {
        return "";
    }

    /** Knows only class loaders. */
    static ClassOrigin ofLoaders() {
        return type -> {
            ClassLoader loader = type.getClassLoader();
            return loader == null ? "the JVM" : "class loader " + loader;
        };
    }
}
