package io.hookline.outbox;

import io.hookline.event.Event;
import io.hookline.sql.SqlTransaction;
import java.sql.SQLException;
import org.osgi.annotation.versioning.ProviderType;

/** The events of a database that are to be delivered. Any thread may call it. */
@ProviderType
public interface Outbox extends AutoCloseable {

    /**
     * Publishes an event in the caller's transaction: it is delivered if, and only if, the transaction is committed.
     *
     * <p>Events of one key are delivered in the order in which they were published, if their transactions exclude each
     * other, for instance because each changes the same row.
     *
     * @param transaction of the outbox's database
     * @throws SQLException if the database refuses it; the transaction cannot be committed then
     */
    void publish(Event event, SqlTransaction transaction) throws SQLException;

    /** Ends deliveries, at most within ten seconds, and closes the outbox. What waits stays in the database. */
    @Override
    void close();
}
