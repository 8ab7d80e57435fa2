package io.hookline.outbox.internal;

import io.hookline.event.Event;
import io.hookline.outbox.Outboxes;
import io.hookline.sql.SqlTransaction;
import io.hookline.sql.dialect.Dialect;
import io.hookline.sql.statement.Column;
import io.hookline.sql.statement.Condition.Operator;
import io.hookline.sql.statement.Lock;
import io.hookline.sql.statement.Row;
import io.hookline.sql.statement.Sql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statements on the table of waiting events.
 *
 * <p>An event may be taken if it is the first of its key. A transaction locks the events that it takes; others leave
 * them out, and do not take the next ones of their keys either, since those are not the first before the transaction
 * has been committed. So each key is in the hands of one transaction, in every process.
 */
final class WaitingEvents {

    private static final int MOST_PROBLEM = 1_000;
    private static final String INDEX = "outbox_by_key";

    private static final Sql ADD = Sql.insert(
            Outboxes.WAITING,
            "event_id",
            "type",
            "event_key",
            "at",
            "next_at",
            "attempts",
            "attributes",
            "content_type",
            "payload");
    private static final Sql REMOVE = Sql.delete(Outboxes.WAITING).where("id", Operator.EQUAL);
    private static final Sql POSTPONE =
            Sql.update(Outboxes.WAITING, "next_at", "attempts", "problem").where("id", Operator.EQUAL);
    private static final Sql BURY = Sql.insert(
            Outboxes.DEAD,
            "event_id",
            "type",
            "event_key",
            "at",
            "dead_at",
            "attempts",
            "attributes",
            "content_type",
            "payload",
            "problem");

    private WaitingEvents() {}

    static void add(SqlTransaction transaction, Event event) throws SQLException {
        transaction.insert(ADD, WaitingEvent.values(event, 0));
    }

    /**
     * The events that may be delivered now, the oldest first.
     *
     * @param without types that are left out
     * @param lock whether they are locked, and those that others have locked are left out
     */
    static List<WaitingEvent> due(
            SqlTransaction transaction, Instant now, int most, Collection<String> without, boolean lock)
            throws SQLException {
        Dialect dialect = transaction.dialect();
        List<Column> columns = Outboxes.WAITING.columns();
        List<WaitingEvent> found = new ArrayList<>();
        try (PreparedStatement select =
                transaction.connection().prepareStatement(text(dialect, without.size(), lock))) {
            int place = 1;
            dialect.bind(select, place++, now);
            for (String type : without) {
                dialect.bind(select, place++, type);
            }
            for (Object bound : dialect.pageParameters(most, 0)) {
                select.setObject(place++, bound);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    @Nullable Object[] values = new @Nullable Object[columns.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = dialect.read(rows, i + 1, columns.get(i));
                    }
                    found.add(new WaitingEvent(new Row(Arrays.asList(values))));
                }
            }
        }
        return found;
    }

    private static String text(Dialect dialect, int without, boolean lock) {
        String table = dialect.quote(Outboxes.WAITING.name());
        String id = dialect.quote("id");
        String key = dialect.quote("event_key");
        String columns = Outboxes.WAITING.columns().stream()
                .map(column -> "o." + dialect.quote(column.name()))
                .collect(Collectors.joining(", "));
        String left =
                without == 0 ? "" : " AND o." + dialect.quote("type") + " NOT IN (?" + ", ?".repeat(without - 1) + ")";
        String select = "SELECT " + columns + " FROM " + table + " o WHERE o." + dialect.quote("next_at") + " <= ?"
                + left + " AND NOT EXISTS (SELECT 1 FROM " + table + " p WHERE p." + key + " = o." + key + " AND p."
                + id
                + " < o." + id + ") ORDER BY o." + id;
        return dialect.lock(dialect.page(select), lock ? Lock.UPDATE_SKIP_LOCKED : Lock.NONE);
    }

    static void remove(SqlTransaction transaction, WaitingEvent event) throws SQLException {
        transaction.execute(REMOVE, event.number());
    }

    static void postpone(SqlTransaction transaction, WaitingEvent event, Duration pause, String problem)
            throws SQLException {
        transaction.execute(POSTPONE, Instant.now().plus(pause), event.attempts() + 1, cut(problem), event.number());
    }

    static void bury(SqlTransaction transaction, WaitingEvent event, String problem) throws SQLException {
        Row row = event.row();
        transaction.insert(
                BURY,
                row.value(1),
                row.value(2),
                row.value(3),
                row.value(4),
                Instant.now(),
                event.attempts() + 1,
                row.value(7),
                row.value(8),
                row.value(9),
                cut(problem));
        remove(transaction, event);
    }

    /** How many events wait, and when the oldest of them has happened; that is null if none waits. */
    static Row count(SqlTransaction transaction) throws SQLException {
        Dialect dialect = transaction.dialect();
        String text =
                "SELECT COUNT(*), MIN(" + dialect.quote("at") + ") FROM " + dialect.quote(Outboxes.WAITING.name());
        try (Statement statement = transaction.connection().createStatement();
                ResultSet rows = statement.executeQuery(text)) {
            rows.next();
            return new Row(Arrays.asList(rows.getLong(1), dialect.read(rows, 2, Outboxes.WAITING.column("at"))));
        }
    }

    /** Creates the index by which the first event of a key is found. Fails if it is there and MySQL keeps the table. */
    static void createIndex(SqlTransaction transaction, boolean unlessThere) throws SQLException {
        Dialect dialect = transaction.dialect();
        try (Statement statement = transaction.connection().createStatement()) {
            statement.execute("CREATE INDEX " + (unlessThere ? "IF NOT EXISTS " : "") + dialect.quote(INDEX) + " ON "
                    + dialect.quote(Outboxes.WAITING.name()) + " (" + dialect.quote("event_key") + ", "
                    + dialect.quote("id") + ")");
        }
    }

    private static String cut(String problem) {
        String printable = problem.replace('\0', ' ');
        return printable.length() <= MOST_PROBLEM ? printable : printable.substring(0, MOST_PROBLEM - 1) + "…";
    }
}
