package io.hookline.config;

import java.time.Instant;
import java.util.List;

/**
 * A configuration that was refused.
 *
 * @param at when it was first refused
 * @param by where it came from: a file, the shell, or code
 * @param problems the reasons
 */
public record RefusedConfiguration(Instant at, String by, List<ConfigurationProblem> problems) {

    /** Copies the list. */
    public RefusedConfiguration {
        problems = List.copyOf(problems);
    }
}
