package io.hookline.torture.hook;

import org.osgi.annotation.versioning.ProviderType;

/** Receives the number of calls of each hook that stops. Safe for use by many threads. */
@FunctionalInterface
@ProviderType
public interface CallCountListener {

    /** A hook of a release has stopped after this many calls. Must not block. */
    void stopped(String plugin, String version, long calls);
}
