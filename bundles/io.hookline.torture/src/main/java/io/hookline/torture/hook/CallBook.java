package io.hookline.torture.hook;

import org.osgi.annotation.versioning.ProviderType;

/** Is told by each hook that stops how often it was called. Safe for use by many threads. */
@FunctionalInterface
@ProviderType
public interface CallBook {

    /** A hook of a release has stopped; must not block. */
    void left(String plugin, String version, long calls);
}
