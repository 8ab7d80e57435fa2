package io.hookline.config;

import java.util.Map;
import java.util.Set;

/**
 * A change of some options; the others stay as they are.
 *
 * @param set new values by key, written as in a file: list elements are separated by commas
 * @param unset keys to reset to their default
 * @param mayRestart whether components that cannot apply a change while they run may be restarted
 * @param by who makes the change, for the history
 */
public record ConfigurationChange(Map<String, String> set, Set<String> unset, boolean mayRestart, String by) {

    /** Copies the collections. */
    public ConfigurationChange {
        set = Map.copyOf(set);
        unset = Set.copyOf(unset);
    }
}
