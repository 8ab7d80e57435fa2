package io.hookline.config;

import java.time.Instant;
import java.util.List;

/**
 * A version of a configuration.
 *
 * @param number counts up from 1 for each PID
 * @param at when it was set
 * @param by who set it: a file, the shell or code
 * @param current whether it is the current one
 * @param reason why, in the words of who set it; empty if they gave none
 * @param changes what it changed: {@code burst = 5 (was 2000)}; secrets are masked
 */
public record Revision(long number, Instant at, String by, boolean current, String reason, List<String> changes) {

    /** Copies the list. */
    public Revision {
        changes = List.copyOf(changes);
    }
}
