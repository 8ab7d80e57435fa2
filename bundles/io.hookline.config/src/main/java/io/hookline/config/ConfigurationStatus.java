package io.hookline.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The status of a configuration.
 *
 * @param pid its PID
 * @param file the file that it is written in; null if there is none
 * @param revision the number of the current revision; 0 if nothing is set and the defaults apply
 * @param definedBy the releases that define its options, each as {@code name version}; if empty, there is no schema and
 *     no check
 * @param restarts the components that a change restarts; the others apply it while they run
 * @param settings all its options, set or not
 * @param problems why the current revision does not fit releases that were installed after it, or is not used
 * @param refused the last attempt, if it was refused
 */
public record ConfigurationStatus(
        String pid,
        @Nullable String file,
        long revision,
        List<String> definedBy,
        List<String> restarts,
        List<Setting> settings,
        List<ConfigurationProblem> problems,
        @Nullable RefusedConfiguration refused) {

    /** Copies the lists. */
    public ConfigurationStatus {
        definedBy = List.copyOf(definedBy);
        restarts = List.copyOf(restarts);
        settings = List.copyOf(settings);
        problems = List.copyOf(problems);
    }
}
