package io.hookline.plugin.auditjdbc.internal;

import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.Delivery;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.jdbc.DataSourceFactory;

/**
 * The table, by one connection that is opened again when it is lost. A batch is one transaction.
 *
 * <pre>
 * insert ─► commit: done
 *   └─ a key is there, or a value is refused ─► rows that are there already: done
 *        └─ the rest: insert, else in halves, down to the record that is refused
 * </pre>
 *
 * <p>Only {@link #close} is safe for use by other threads.
 */
final class AuditTable implements AutoCloseable {

    private final TableSettings settings;
    private final DatabaseLink link;
    private final Retention retention;

    AuditTable(TableSettings settings, DataSourceFactory driver, Clock clock) {
        this.settings = settings;
        this.link = new DatabaseLink(settings, driver);
        this.retention = new Retention(settings, clock);
    }

    /**
     * Inserts records.
     *
     * @throws SQLException if none of them was inserted for sure
     */
    List<Delivery> deliver(List<AuditEntry> entries) throws SQLException {
        Delivery[] results = new Delivery[entries.size()];
        List<Row> rows = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            rows.add(new Row(entries.get(i), i));
        }
        try {
            Connection connection = link.open();
            insert(connection, rows, results);
            retention.step(connection);
        } catch (SQLException e) {
            link.close();
            if (Arrays.stream(results).noneMatch(result -> result instanceof Delivery.Done)) {
                throw link.explained(e);
            }
            for (int i = 0; i < results.length; i++) {
                if (results[i] == null) {
                    results[i] = Delivery.retry(reason(e));
                }
            }
        }
        return Arrays.asList(results);
    }

    /** Ends the connection. */
    @Override
    public void close() {
        link.close();
    }

    private void insert(Connection connection, List<Row> rows, @Nullable Delivery[] results) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try {
            insertAll(connection, rows);
            rows.forEach(row -> results[row.index()] = Delivery.DONE);
        } catch (SQLException e) {
            if (!isOfTheData(e)) {
                throw e;
            }
            connection.rollback();
            List<Row> missing = missing(connection, rows, results);
            if (missing.size() < rows.size()) {
                insert(connection, missing, results);
            } else if (rows.size() == 1) {
                results[rows.get(0).index()] = Delivery.rejected(reason(e));
            } else {
                int half = rows.size() / 2;
                insert(connection, rows.subList(0, half), results);
                insert(connection, rows.subList(half, rows.size()), results);
            }
        }
    }

    private void insertAll(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(Columns.insert(settings.table()))) {
            for (Row row : rows) {
                Columns.bind(insert, settings.instance(), row.entry());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        connection.commit();
        if (settings.isH2()) {
            // H2 writes at commit or shortly after, but leaves the rest to the operating system.
            try (Statement sync = connection.createStatement()) {
                sync.execute("CHECKPOINT SYNC");
            }
        }
    }

    /** The rows whose key is not in the table. Those that are there are settled. */
    private List<Row> missing(Connection connection, List<Row> rows, @Nullable Delivery[] results) throws SQLException {
        Map<Long, String> present = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(Columns.present(settings.table()))) {
            select.setString(1, settings.instance());
            select.setLong(2, rows.get(0).entry().sequence());
            select.setLong(3, rows.get(rows.size() - 1).entry().sequence());
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    present.put(found.getLong(1), Columns.identity(found));
                }
            }
        }
        connection.commit();
        List<Row> missing = new ArrayList<>();
        for (Row row : rows) {
            String there = present.get(row.entry().sequence());
            if (there == null) {
                missing.add(row);
            } else {
                results[row.index()] = there.equals(Columns.identity(row.entry()))
                        ? Delivery.DONE
                        : Delivery.rejected("the table has another record with the key (" + settings.instance() + ", "
                                + row.entry().sequence() + "): another data folder writes with the same name, set"
                                + " instance");
            }
        }
        return missing;
    }

    /** Whether a value or a constraint is the cause, so that another record may well be taken. */
    private static boolean isOfTheData(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    /** The first line of the cause: the next ones, and that of the batch, repeat the values. */
    private static String reason(SQLException e) {
        SQLException cause =
                e instanceof BatchUpdateException && e.getNextException() != null ? e.getNextException() : e;
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("") + " (SQL state " + e.getSQLState()
                + ")";
    }

    /**
     * A record and its place in the batch.
     *
     * @param entry the record
     * @param index from 0
     */
    private record Row(AuditEntry entry, int index) {}
}
