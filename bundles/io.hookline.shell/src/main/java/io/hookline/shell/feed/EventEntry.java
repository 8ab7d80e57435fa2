package io.hookline.shell.feed;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that happened to the runtime, as tools show it.
 *
 * @param number its place in the feed; later events have greater numbers, over restarts, too
 * @param at when it happened
 * @param kind the kind of event, in one word: {@code generation}, {@code release}, {@code guard}, {@code canary},
 *     {@code configuration}, {@code drain} or {@code dropped}; later versions add kinds
 * @param subject what it happened to: a plugin with its version, a PID, or names of points; may be empty
 * @param text what happened, in words
 * @param actor who caused it, such as {@code shell:alice}
 * @param reason why, in words; may be empty
 * @param details the values of the event, by name, in order
 */
public record EventEntry(
        long number,
        Instant at,
        String kind,
        String subject,
        String text,
        String actor,
        String reason,
        Map<String, Object> details) {

    /** Copies the map. */
    public EventEntry {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
