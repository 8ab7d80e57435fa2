package io.hookline.deploy;

import java.util.Map;
import java.util.TreeMap;

/**
 * The revisions of the plugins' configurations around the moment in which a set became current, by PID; 0 if nothing
 * was set. Immutable.
 *
 * @param before those with which the set before it ended
 * @param after those with which it began
 */
public record SetConfigurations(Map<String, Long> before, Map<String, Long> after) {

    /** Copies the maps. */
    public SetConfigurations {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }

    /** The revisions before, ordered by PID. */
    @Override
    public Map<String, Long> before() {
        return new TreeMap<>(before);
    }

    /** The revisions after, ordered by PID. */
    @Override
    public Map<String, Long> after() {
        return new TreeMap<>(after);
    }
}
