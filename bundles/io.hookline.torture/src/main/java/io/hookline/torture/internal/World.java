package io.hookline.torture.internal;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one call may meet: the release of each plugin. Immutable.
 *
 * @param releases version by plugin; a plugin that is not there is absent
 */
record World(SortedMap<String, String> releases) {

    /** Where there is nothing. */
    static final World EMPTY = new World(new TreeMap<>());

    World {
        releases = Collections.unmodifiableSortedMap(new TreeMap<>(releases));
    }

    /** The same with one release of a plugin. */
    World with(String plugin, String version) {
        return with(Map.of(plugin, version));
    }

    /** The same with other releases of some plugins. */
    World with(Map<String, String> changed) {
        SortedMap<String, String> next = new TreeMap<>(releases);
        next.putAll(changed);
        return new World(next);
    }

    /** The same without a plugin. */
    World without(String plugin) {
        SortedMap<String, String> next = new TreeMap<>(releases);
        next.remove(plugin);
        return new World(next);
    }

    /** Whether a call that was cut short may have met this. */
    boolean holds(Map<String, String> some) {
        return releases.entrySet().containsAll(some.entrySet());
    }

    @Override
    public String toString() {
        return releases.toString().replace(PluginJars.PREFIX, "");
    }
}
