package io.hookline.outbox;

import io.hookline.sql.SqlDatabase;
import io.hookline.sql.statement.Column;
import io.hookline.sql.statement.ColumnType;
import io.hookline.sql.statement.Table;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Opens outboxes. An OSGi service, which exists as long as the outbox is configured (PID {@code io.hookline.outbox}).
 * Any thread may call it.
 */
@ProviderType
public interface Outboxes {

    /** The events that wait. */
    Table WAITING = Table.of(
            "outbox",
            Column.of("id", ColumnType.IDENTITY),
            Column.text("event_id", 64),
            Column.text("type", 100),
            Column.text("event_key", 200).optional(),
            Column.of("at", ColumnType.INSTANT),
            Column.of("next_at", ColumnType.INSTANT),
            Column.of("attempts", ColumnType.INTEGER),
            Column.text("attributes", 100_000),
            Column.text("content_type", 200),
            Column.bytes("payload", 1_000_000),
            Column.text("problem", 1_000).optional());

    /** The events that were given up. */
    Table DEAD = Table.of(
            "outbox_dead",
            Column.of("id", ColumnType.IDENTITY),
            Column.text("event_id", 64),
            Column.text("type", 100),
            Column.text("event_key", 200).optional(),
            Column.of("at", ColumnType.INSTANT),
            Column.of("dead_at", ColumnType.INSTANT),
            Column.of("attempts", ColumnType.INTEGER),
            Column.text("attributes", 100_000),
            Column.text("content_type", 200),
            Column.bytes("payload", 1_000_000),
            Column.text("problem", 1_000).optional());

    /** Which consumer has done which event, see {@link OnceOnly}. */
    Table PROCESSED = Table.of(
                    "outbox_processed",
                    Column.text("consumer", 100),
                    Column.text("event_id", 64),
                    Column.of("at", ColumnType.INSTANT))
            .withKey("consumer", "event_id");

    /** The tables that a database with an outbox needs: add them to its {@code DatabaseSpec}. */
    List<Table> TABLES = List.of(WAITING, DEAD, PROCESSED);

    /**
     * Opens the outbox in a database, whose specification has the {@link #TABLES}, and begins to deliver what waits
     * there. Several processes may have it open at the same time. Does not wait for the database.
     *
     * @param name the database's name, for operators
     * @param types the types that will be published, whose points are opened at once; others are opened by the first
     *     event
     */
    Outbox open(String name, SqlDatabase database, String... types);
}
