package io.hookline.outbox.internal;

import io.hookline.api.hook.HookContext;
import io.hookline.event.Event;
import io.hookline.event.EventHook;
import io.hookline.outbox.OnceOnly;
import io.hookline.outbox.Outbox;
import io.hookline.outbox.Outboxes;
import io.hookline.sql.DatabaseSpec;
import io.hookline.sql.SqlDatabase;
import io.hookline.sql.internal.TestDatabases;
import io.hookline.sql.statement.Column;
import io.hookline.sql.statement.ColumnType;
import io.hookline.sql.statement.Sql;
import io.hookline.sql.statement.Table;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A process that publishes numbered events, commits some transactions and rolls others back, and delivers to a file
 * what it and its predecessors have published, until it is killed. It prints each number that was committed.
 */
final class KilledRelay {

    static final String TYPE = "counted";
    static final Table LEDGER = Table.of("ledger", Column.of("id", ColumnType.IDENTITY), Column.text("event", 64));

    private static final Sql NOTE = Sql.insert(LEDGER, "event");
    private static final int KEYS = 5;

    private KilledRelay() {}

    /** The database's URL, the file, and the first number. */
    public static void main(String[] arguments) throws Exception {
        try (TestDatabases databases = TestOutboxes.databases();
                SqlDatabase database = open(databases, arguments[0])) {
            Outbox outbox = service(Path.of(arguments[1])).open("killed", database, TYPE);
            for (long number = Long.parseLong(arguments[2]); ; number++) {
                // Every third transaction changes its mind.
                if (publish(database, outbox, number, number % 3 != 0)) {
                    System.out.println(number);
                }
            }
        }
    }

    private static boolean publish(SqlDatabase database, Outbox outbox, long number, boolean commits) throws Exception {
        try {
            return database.write(HookContext.create(), transaction -> {
                outbox.publish(event(number, commits), transaction);
                if (!commits) {
                    throw new RolledBack();
                }
                return true;
            });
        } catch (RolledBack e) {
            return false;
        }
    }

    private static Event event(long number, boolean commits) {
        return Event.of(TYPE, "key" + number % KEYS, "text/plain", new byte[0])
                .withAttribute("number", Long.toString(number))
                .withAttribute("commits", Boolean.toString(commits));
    }

    static SqlDatabase open(TestDatabases databases, String url) {
        List<Table> tables = new ArrayList<>(Outboxes.TABLES);
        tables.add(LEDGER);
        return databases.open(DatabaseSpec.of("killed", url)
                .withUser("postgres", "")
                .withPool("hikaricp", 6, Duration.ofSeconds(20))
                .withTables(tables.toArray(Table[]::new)));
    }

    /** Its hook writes each delivery to the file, and notes it in the database once. */
    static OutboxService service(Path delivered) {
        EventHook hook = (event, context) -> {
            OnceOnly.run("ledger", event, context, transaction -> transaction.insert(NOTE, event.id()));
            String line = String.join(
                    " ",
                    event.id(),
                    event.key(),
                    event.attributes().get("number"),
                    event.attributes().get("commits"),
                    UUID.randomUUID().toString(),
                    "\n");
            Files.writeString(
                    delivered, line, StandardCharsets.US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        };
        return TestOutboxes.service(
                new TestEventPoints().with(EventHook.PREFIX + TYPE, hook), Map.of("batchEvents", 7, "workers", 2));
    }

    /** Rolls a transaction back. */
    private static final class RolledBack extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
