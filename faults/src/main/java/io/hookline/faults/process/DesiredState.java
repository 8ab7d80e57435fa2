package io.hookline.faults.process;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A desired set: which version of each plugin is deployed, and which plugins are stopped.
 *
 * @param versions version by name
 * @param stopped names
 */
public record DesiredState(Map<String, String> versions, Set<String> stopped) {

    /** With copies. */
    public DesiredState {
        versions = new TreeMap<>(versions);
        stopped = new TreeSet<>(stopped);
    }

    /** This set with another release. */
    public DesiredState with(String name, String version) {
        DesiredState changed = new DesiredState(versions, stopped);
        changed.versions.put(name, version);
        changed.stopped.remove(name);
        return changed;
    }

    /** This set without a plugin. */
    public DesiredState without(String name) {
        DesiredState changed = new DesiredState(versions, stopped);
        changed.versions.remove(name);
        changed.stopped.remove(name);
        return changed;
    }

    /** This set with a plugin stopped. */
    public DesiredState stopping(String name) {
        DesiredState changed = new DesiredState(versions, stopped);
        changed.stopped.add(name);
        return changed;
    }
}
