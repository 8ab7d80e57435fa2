package io.hookline.plugin.postgresql.internal;

import io.hookline.sql.dialect.Failure;
import io.hookline.sql.dialect.StandardDialect;
import io.hookline.sql.statement.Column;
import io.hookline.sql.statement.ColumnType;
import io.hookline.sql.statement.Table;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** The dialect of PostgreSQL, from 10 on. */
final class PostgresqlDialect extends StandardDialect {

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public List<String> driverClasses() {
        return List.of("org.postgresql.Driver");
    }

    @Override
    public String type(Column column) {
        return column.type() == ColumnType.BYTES ? "BYTEA" : super.type(column);
    }

    @Override
    public String upsert(Table table, List<String> columns) {
        String changed = columns.stream()
                .filter(column -> !table.key().contains(column))
                .map(column -> quote(column) + " = EXCLUDED." + quote(column))
                .collect(Collectors.joining(", "));
        return insert(table, columns) + " ON CONFLICT (" + quoted(table.key()) + ") DO "
                + (changed.isEmpty() ? "NOTHING" : "UPDATE SET " + changed);
    }

    @Override
    public Failure classify(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null) {
            return super.classify(failure);
        }
        return switch (state) {
            case "40P01" -> Failure.DEADLOCK;
            case "55P03" -> Failure.LOCK_TIMEOUT;
            case "57014" -> Failure.CANCELLED;
            // The administrator or a crash ended the connection, or the server is starting or stopping.
            case "57P01", "57P02", "57P03", "57P05" -> Failure.CONNECTION_LOST;
            default -> super.classify(failure);
        };
    }
}
