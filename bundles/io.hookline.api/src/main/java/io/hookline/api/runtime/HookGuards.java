package io.hookline.api.runtime;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The guards of all hooks, for tools. A service. Safe for use by many threads; results are unmodifiable snapshots. */
@ProviderType
public interface HookGuards {

    /** The guards, by point and hook. */
    List<GuardStatus> guards();

    /** The latest events, oldest first; at most a hundred. */
    List<GuardEvent> events();

    /**
     * The rules that name a hook or plugin which is in no chain now, so that they guard nothing: each as a sentence
     * with the rule, the name, and the nearest name that there is.
     */
    default List<String> unmatchedRules() {
        return List.of();
    }

    /**
     * Closes the breakers of all hooks that answer to a name, and lets those that have blocked count as non-blocking
     * again.
     *
     * @param name of a hook or a plugin
     * @return how many hooks that has changed
     */
    int reset(String name);
}
