package io.hookline.outbox;

import io.hookline.api.hook.HookContext;
import io.hookline.event.Event;
import io.hookline.event.EventHook;
import io.hookline.sql.DatabaseUnavailableException;
import io.hookline.sql.SqlDatabase;
import io.hookline.sql.SqlTransaction;
import io.hookline.sql.dialect.Failure;
import io.hookline.sql.statement.Sql;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Does the work of a consumer in the same transaction as the note that it is done, so that an event that is delivered
 * again has no further effect in that database.
 *
 * <pre>{@code
 * public void onEvent(Event event, HookContext context) throws Exception {
 *     OnceOnly.run("stock", event, context, transaction -> transaction.execute(TAKE, 1, itemOf(event)));
 * }
 * }</pre>
 */
public final class OnceOnly {

    private static final Sql NOTE = Sql.insert(Outboxes.PROCESSED, "consumer", "event_id", "at");

    private OnceOnly() {}

    /**
     * Runs the work in the database in which the event was published, unless it was done before.
     *
     * @param consumer names the work, at most 100 characters; each consumer does each event once
     * @param context of the hook's call
     * @return whether it ran now
     * @throws IllegalArgumentException if the context is not that of a delivery
     */
    public static boolean run(String consumer, Event event, HookContext context, Work work)
            throws DatabaseUnavailableException, SQLException {
        SqlDatabase database = context.get(EventHook.DATABASE);
        if (database == null) {
            throw new IllegalArgumentException(
                    "the context has no database: hand over the one that the hook was given");
        }
        return run(consumer, event, context, database, work);
    }

    /** The same in a database of the consumer's own, whose specification has the table {@link Outboxes#PROCESSED}. */
    public static boolean run(String consumer, Event event, HookContext context, SqlDatabase database, Work work)
            throws DatabaseUnavailableException, SQLException {
        boolean[] noted = new boolean[1];
        try {
            database.write(context, transaction -> {
                transaction.execute(NOTE, consumer, event.id(), Instant.now());
                noted[0] = true;
                work.in(transaction);
                return noted;
            });
            return true;
        } catch (SQLException e) {
            if (!noted[0] && database.classify(e) == Failure.UNIQUE_VIOLATION) {
                return false;
            }
            throw e;
        }
    }

    /** Work in a transaction. */
    @FunctionalInterface
    public interface Work {

        /** Does it, on the caller's thread. If it throws, neither the work nor the note is kept. */
        void in(SqlTransaction transaction) throws SQLException;
    }
}
