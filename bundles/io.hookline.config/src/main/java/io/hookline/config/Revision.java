package io.hookline.config;

import java.time.Instant;
import java.util.List;

/**
 * A configuration as it once came into force.
 *
 * @param number counts up from 1 for each PID
 * @param at when it came into force
 * @param by who brought it: a file, the shell, or code
 * @param inForce whether it is in force now
 * @param changes what it changed: {@code burst = 5 (was 2000)}; secrets are masked
 */
public record Revision(long number, Instant at, String by, boolean inForce, List<String> changes) {

    /** Copies the list. */
    public Revision {
        changes = List.copyOf(changes);
    }
}
