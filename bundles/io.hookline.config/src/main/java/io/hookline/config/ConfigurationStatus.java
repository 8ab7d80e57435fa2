package io.hookline.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a configuration stands.
 *
 * @param pid whose it is
 * @param file the file that it is written in; null if there is none
 * @param revision the number of what is in force; 0 if nothing is set, and the defaults hold
 * @param definedBy the releases that define its options, each as {@code name version}; empty: no schema, so not checked
 * @param restarts the components that a change stops and starts again; the others take it while they run
 * @param settings its options, those that are not set as well
 * @param breaches what is wrong with what is in force, for releases that came later than it
 * @param refused what was offered last, if that was refused
 */
public record ConfigurationStatus(
        String pid,
        @Nullable String file,
        long revision,
        List<String> definedBy,
        List<String> restarts,
        List<Setting> settings,
        List<Breach> breaches,
        @Nullable RefusedConfiguration refused) {

    /** Copies the lists. */
    public ConfigurationStatus {
        definedBy = List.copyOf(definedBy);
        restarts = List.copyOf(restarts);
        settings = List.copyOf(settings);
        breaches = List.copyOf(breaches);
    }
}
