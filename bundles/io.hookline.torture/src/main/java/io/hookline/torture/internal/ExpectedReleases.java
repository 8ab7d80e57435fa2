package io.hookline.torture.internal;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One set of releases that a call may meet, at most one of each plugin. Immutable.
 *
 * @param releases version by plugin; a plugin that does not run is missing
 */
record ExpectedReleases(SortedMap<String, String> releases) {

    /** No releases. */
    static final ExpectedReleases EMPTY = new ExpectedReleases(new TreeMap<>());

    ExpectedReleases {
        releases = Collections.unmodifiableSortedMap(new TreeMap<>(releases));
    }

    /** These releases with another release of a plugin. */
    ExpectedReleases with(String plugin, String version) {
        return with(Map.of(plugin, version));
    }

    /** These releases with other releases of some plugins. */
    ExpectedReleases with(Map<String, String> changed) {
        SortedMap<String, String> next = new TreeMap<>(releases);
        next.putAll(changed);
        return new ExpectedReleases(next);
    }

    /** These releases without a plugin. */
    ExpectedReleases without(String plugin) {
        SortedMap<String, String> next = new TreeMap<>(releases);
        next.remove(plugin);
        return new ExpectedReleases(next);
    }

    /** Whether a call that failed half-way may have met these releases. */
    boolean contains(Map<String, String> some) {
        return releases.entrySet().containsAll(some.entrySet());
    }

    @Override
    public String toString() {
        return releases.toString().replace(PluginJars.PREFIX, "");
    }
}
