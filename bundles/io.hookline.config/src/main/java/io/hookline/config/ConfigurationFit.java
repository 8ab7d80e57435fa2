package io.hookline.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How configurations fit a release.
 *
 * @param problems why the release must not start with them, each as {@code PID: message}; empty if it may
 * @param clashes why releases that are installed now refuse the change; each as {@code PID: message}
 * @param unknown the keys that are set and have no effect in the release, by PID
 * @param restarts the components that run and that the change restarts
 */
public record ConfigurationFit(
        List<String> problems, List<String> clashes, Map<String, Set<String>> unknown, List<String> restarts) {

    /** Copies the collections. */
    public ConfigurationFit {
        problems = List.copyOf(problems);
        clashes = List.copyOf(clashes);
        Map<String, Set<String>> copied = new TreeMap<>();
        unknown.forEach((pid, keys) -> copied.put(pid, Set.copyOf(keys)));
        unknown = Map.copyOf(copied);
        restarts = List.copyOf(restarts);
    }
}
