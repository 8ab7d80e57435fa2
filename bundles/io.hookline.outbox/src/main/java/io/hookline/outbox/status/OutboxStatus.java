package io.hookline.outbox.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An outbox. Counts are of this process since its start; what waits and what is dead is the database's.
 *
 * @param database the name of its database
 * @param waiting the events that wait, -1 if it is not known
 * @param oldest when the oldest of them has happened; null if none waits
 * @param deadLetters the dead letters that are kept, -1 if it is not known
 * @param delivered how many events were delivered
 * @param retried how many deliveries failed and are repeated
 * @param dead how many events became dead letters
 * @param problem why the database cannot be used; empty if it can
 */
public record OutboxStatus(
        String database,
        long waiting,
        @Nullable Instant oldest,
        long deadLetters,
        long delivered,
        long retried,
        long dead,
        String problem) {}
