package io.hookline.outbox.status;

import java.time.Instant;

/**
 * An event that was given up.
 *
 * @param database the name of its database
 * @param id the event's id
 * @param type the event's type
 * @param key the event's key
 * @param time when it has happened
 * @param died when it was given up
 * @param attempts how often its delivery has failed
 * @param problem why, the last time
 */
public record DeadLetter(
        String database,
        String id,
        String type,
        String key,
        Instant time,
        Instant died,
        int attempts,
        String problem) {}
