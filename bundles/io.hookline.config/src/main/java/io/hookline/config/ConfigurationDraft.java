package io.hookline.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A change of configurations that belongs to a deployment. Immutable.
 *
 * @param back the revisions to bring back, by PID; 0 for no settings
 * @param set new values by key, by PID, written as in a file
 */
public record ConfigurationDraft(Map<String, Long> back, Map<String, Map<String, String>> set) {

    /** No change. */
    public static final ConfigurationDraft NONE = new ConfigurationDraft(Map.of(), Map.of());

    /** Copies the maps. */
    public ConfigurationDraft {
        back = Map.copyOf(back);
        Map<String, Map<String, String>> copied = new TreeMap<>();
        set.forEach((pid, values) -> copied.put(pid, Map.copyOf(values)));
        set = Map.copyOf(copied);
    }

    /** Whether it changes nothing. */
    public boolean isEmpty() {
        return back.isEmpty() && set.isEmpty();
    }

    /** The new values of one configuration; may be empty. */
    public Map<String, String> set(String pid) {
        return set.getOrDefault(pid, Map.of());
    }

    /** The PIDs of the configurations that it changes, ordered. */
    public TreeSet<String> pids() {
        TreeSet<String> pids = new TreeSet<>(back.keySet());
        pids.addAll(set.keySet());
        return pids;
    }

    /** Without the values, which may be secrets. */
    @Override
    public String toString() {
        Map<String, Object> keys = new TreeMap<>();
        set.forEach((pid, values) -> keys.put(pid, new TreeSet<>(values.keySet())));
        return "ConfigurationDraft[back=" + back + ", set=" + keys + "]";
    }
}
