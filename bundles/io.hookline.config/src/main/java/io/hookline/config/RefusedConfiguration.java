package io.hookline.config;

import java.time.Instant;
import java.util.List;

/**
 * A configuration that did not come into force.
 *
 * @param at when it was refused, for the first time if it was offered more than once
 * @param by where it came from: a file, the shell, or code
 * @param breaches why
 */
public record RefusedConfiguration(Instant at, String by, List<Breach> breaches) {

    /** Copies the list. */
    public RefusedConfiguration {
        breaches = List.copyOf(breaches);
    }
}
