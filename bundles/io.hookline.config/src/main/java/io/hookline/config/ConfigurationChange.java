package io.hookline.config;

import java.util.Map;
import java.util.Set;

/**
 * What is to become of some options; the others stay.
 *
 * @param set new values by key, as they would stand in a file: lists are separated by commas
 * @param unset keys for which the default is to hold again
 * @param mayRestart whether components may be stopped and started again, if they take a change no other way
 * @param by who asks for it, for the history
 */
public record ConfigurationChange(Map<String, String> set, Set<String> unset, boolean mayRestart, String by) {

    /** Copies the collections. */
    public ConfigurationChange {
        set = Map.copyOf(set);
        unset = Set.copyOf(unset);
    }
}
