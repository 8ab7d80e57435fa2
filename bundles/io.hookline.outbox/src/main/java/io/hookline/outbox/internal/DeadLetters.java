package io.hookline.outbox.internal;

import io.hookline.outbox.Outboxes;
import io.hookline.outbox.status.DeadLetter;
import io.hookline.sql.SqlTransaction;
import io.hookline.sql.dialect.Dialect;
import io.hookline.sql.statement.Condition.Operator;
import io.hookline.sql.statement.Lock;
import io.hookline.sql.statement.Row;
import io.hookline.sql.statement.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The statements on the table of dead letters, and on that of exactly-once consumers. */
final class DeadLetters {

    private static final Sql LIST = Sql.select(
                    Outboxes.DEAD, "event_id", "type", "event_key", "at", "dead_at", "attempts", "problem", "id")
            .orderBy("id")
            .paged();
    private static final Sql TAKE = Sql.select(Outboxes.DEAD)
            .where("event_id", Operator.EQUAL)
            .orderBy("id")
            .paged()
            .locking(Lock.UPDATE_SKIP_LOCKED);
    private static final Sql REMOVE = Sql.delete(Outboxes.DEAD).where("id", Operator.EQUAL);
    private static final Sql FORGET = Sql.delete(Outboxes.DEAD).where("dead_at", Operator.LESS);
    private static final Sql FORGET_PROCESSED = Sql.delete(Outboxes.PROCESSED).where("at", Operator.LESS);
    private static final Sql AGAIN = Sql.insert(
            Outboxes.WAITING,
            "event_id",
            "type",
            "event_key",
            "at",
            "attributes",
            "content_type",
            "payload",
            "next_at",
            "attempts");

    private DeadLetters() {}

    static List<DeadLetter> list(SqlTransaction transaction, String database, int most) throws SQLException {
        return transaction.query(LIST, most, 0L).stream()
                .map(row -> new DeadLetter(
                        database,
                        row.text(0),
                        row.text(1),
                        row.value(2) == null ? "" : row.text(2),
                        row.instant(3),
                        row.instant(4),
                        (int) row.getLong(5),
                        row.value(6) == null ? "" : row.text(6)))
                .toList();
    }

    /** Lets a dead letter wait again; false if there is none with this id. */
    static boolean replay(SqlTransaction transaction, String eventId) throws SQLException {
        List<Row> found = transaction.query(TAKE, eventId, 1, 0L);
        if (found.isEmpty()) {
            return false;
        }
        Row row = found.get(0);
        transaction.insert(
                AGAIN,
                row.value(1),
                row.value(2),
                row.value(3),
                row.value(4),
                row.value(7),
                row.value(8),
                row.value(9),
                Instant.now(),
                0);
        transaction.execute(REMOVE, row.getLong(0));
        return true;
    }

    static long count(SqlTransaction transaction) throws SQLException {
        Dialect dialect = transaction.dialect();
        try (Statement statement = transaction.connection().createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT COUNT(*) FROM " + dialect.quote(Outboxes.DEAD.name()))) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Removes what is older than it is kept. */
    static void forget(SqlTransaction transaction, Duration letters, Duration processed) throws SQLException {
        Instant now = Instant.now();
        if (!letters.isZero()) {
            transaction.execute(FORGET, now.minus(letters));
        }
        transaction.execute(FORGET_PROCESSED, now.minus(processed));
    }
}
